"""Everything that can go wrong between us and a vendor: what it answers, and which of our errors that is."""

from dataclasses import dataclass
from typing import Any

from providers.errors import InvalidKey, OutOfQuota, ProviderError, RateLimited, Refused, Timeout, Unavailable

from .vendors import event

KEY = "sk-loopback-SECRET-0123456789"


@dataclass(frozen=True)
class Failure:
    """`answer` is what `Vendors.failures` takes; `kind` our error for it, `services` where it can happen."""

    answer: tuple[int, Any] | str
    kind: type[ProviderError]
    services: tuple[str, ...] = ("stt", "llm", "tts")


def error_body(code: str) -> dict[str, Any]:
    """An error as OpenAI, Hugging Face and ElevenLabs word it, all in one; each SDK reads its own part."""
    return {"error": {"code": code, "message": f"key {KEY} ...", "type": code}, "detail": {"status": code}}


STREAMED, SPOKEN, WRITTEN = ("llm",), ("tts",), ("stt",)
FILTERED = event({}, "content_filter") + "data: [DONE]\n\n"
NULL = event({"content": None}, "stop") + "data: [DONE]\n\n"
NO_CHOICES = event(None, None) + "data: [DONE]\n\n"
HTML = "<html>Please log in to the hotel's network</html>"

FAILURES = {
    "401 wrong key": Failure((401, error_body("invalid_api_key")), InvalidKey),
    "403 forbidden": Failure((403, error_body("forbidden")), InvalidKey),
    "404 no such model": Failure((404, error_body("model_not_found")), Unavailable),
    "402 payment required": Failure((402, error_body("payment_required")), OutOfQuota),
    "429 credit used up": Failure((429, error_body("insufficient_quota")), OutOfQuota),
    "429 too many requests": Failure((429, error_body("rate_limit_exceeded")), RateLimited),
    "429 without a word": Failure((429, ""), RateLimited),
    "400 bad request": Failure((400, error_body("invalid_request_error")), Unavailable),
    "400 content policy": Failure((400, error_body("content_policy_violation")), Refused, ("llm", "tts")),
    "content filter in a stream": Failure((200, FILTERED), Refused, STREAMED),
    "500 server error": Failure((500, error_body("internal")), Unavailable),
    "502 a gateway's page": Failure((502, "<html>Bad gateway</html>"), Unavailable),
    "504 gateway timeout": Failure((504, "<html>Gateway timeout</html>"), Timeout),
    "200 with HTML": Failure((200, HTML), Unavailable),
    "200 and empty": Failure((200, ""), Unavailable),
    "200 with []": Failure((200, "[]"), Unavailable),
    "200 with null": Failure((200, "null"), Unavailable),
    "200 with half of some JSON": Failure((200, "{"), Unavailable),
    "200 without choices": Failure((200, NO_CHOICES), Unavailable, STREAMED),
    "200 with null content": Failure((200, NULL), Unavailable, STREAMED),
    "wrong content type": Failure("wrong content type", Unavailable),
    "redirect": Failure("redirect", Unavailable),
    "connection reset": Failure("reset", Unavailable),
    "cut half-way": Failure("cut", Unavailable),
    "dripping": Failure("drip", Timeout),
    "silence": Failure("silence", Timeout),
    "gzip bomb": Failure("gzip bomb", Unavailable),
    "endless answer": Failure("flood", Unavailable),
}
