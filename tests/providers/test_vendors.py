"""OpenAI, Hugging Face and ElevenLabs through their own SDKs, against a loopback server that answers as they do."""

import time
import traceback

import pytest

from config.providers import STAGE_TIMEOUT
from config.settings import Settings
from providers import factory
from providers.asr.base import ASR
from providers.base import Audio, Provider
from providers.errors import (
    BadAudio,
    InvalidKey,
    NoSpeech,
    OutOfQuota,
    ProviderError,
    RateLimited,
    Refused,
    Timeout,
    Unavailable,
)
from providers.llm.base import Prompt
from providers.tts.base import TTS
from tests.support.speech import spoken
from tests.support.vendors import Vendors

factory.load()
KEY = "sk-loopback-SECRET-0123456789"
PROMPT = Prompt("You are a kind neighbor.", [("partner", "Hi."), ("student", "I like to cook.")], max_tokens=77)
MP3 = b"\xff\xfb\x90\x64" + b"\0" * 2000
REMOTE = [("stt", "openai"), ("llm", "openai"), ("tts", "openai"), ("llm", "huggingface"), ("tts", "elevenlabs")]


@pytest.fixture(scope="module")
def running():
    with Vendors() as vendors:
        yield vendors


@pytest.fixture
def vendors(running):
    running.__dict__.update(failures={}, delays={}, asked=[], sound=MP3, transcript="I like to cook.")
    running.reply = ["That sounds ", "lovely. ", "What do you ", "cook?"]
    return running


@pytest.fixture(params=REMOTE, ids=lambda which: "-".join(which))
async def provider(request, vendors):
    made = make(vendors, *request.param)
    yield made
    await made.close()


@pytest.fixture
async def openai_stt(vendors):
    made = make(vendors, "stt", "openai")
    yield made
    await made.close()


@pytest.fixture
async def openai_llm(vendors):
    made = make(vendors, "llm", "openai")
    yield made
    await made.close()


def make(vendors: Vendors, service, name: str, key: str | None = KEY) -> Provider:
    kind = factory.get(service, name)
    assert kind
    return factory.create(kind, Settings.load(vendors.settings, dotenv=None), key)


async def use(provider: Provider):
    if isinstance(provider, ASR):
        return await provider.transcribe(Audio(spoken("Yes."), "audio/wav"))
    if isinstance(provider, TTS):
        return await provider.speak("Hello there.")
    return "".join([piece async for piece in provider.stream(PROMPT)])  # pyright: ignore[reportAttributeAccessIssue]


async def test_a_good_answer_is_what_the_vendor_said(provider, vendors):
    wanted = {"stt": "I like to cook.", "llm": "That sounds lovely. What do you cook?", "tts": Audio(MP3, "audio/mpeg")}
    await provider.warm()
    assert await use(provider) == wanted[provider.service]
    assert len(vendors.asked) == 1


async def test_the_key_goes_into_its_header_and_nowhere_else(provider, vendors):
    await use(provider)
    ((service, header, wanted),) = vendors.asked
    assert service == provider.service
    assert header == (KEY if provider.name == "elevenlabs" else f"Bearer {KEY}")
    assert KEY not in str(wanted)


def error_body(code: str) -> dict:
    """An error as OpenAI, Hugging Face and ElevenLabs word it, all in one; each SDK reads its own part."""
    return {"error": {"code": code, "message": f"key {KEY} ...", "type": code}, "detail": {"status": code}}


FAILURES = {
    "a wrong key": (401, error_body("invalid_api_key"), InvalidKey),
    "a forbidden key": (403, error_body("forbidden"), InvalidKey),
    "no credit": (429, error_body("insufficient_quota"), OutOfQuota),
    "payment required": (402, error_body("payment_required"), OutOfQuota),
    "too many requests": (429, error_body("rate_limit_exceeded"), RateLimited),
    "too many requests, without a word": (429, "", RateLimited),
    "a server error": (500, error_body("internal"), Unavailable),
    "a gateway's page": (502, "<html>Bad gateway</html>", Unavailable),
    "a gateway that waited too long": (504, "<html>Gateway timeout</html>", Timeout),
    "a wrong address": (404, error_body("not_found"), Unavailable),
}


@pytest.mark.parametrize("failure", FAILURES)
async def test_a_failure_becomes_our_error_and_holds_no_key(provider, vendors, failure):
    status, body, kind = FAILURES[failure]
    if failure == "no credit" and provider.name == "huggingface":
        kind = RateLimited  # Hugging Face says 402 for a spent credit, and words nothing like it with 429
    vendors.failures[provider.service] = (status, body)
    with pytest.raises(ProviderError) as failed:
        await use(provider)
    assert type(failed.value) is kind
    assert KEY not in "".join(traceback.format_exception(failed.value)) + str(failed.value) + repr(failed.value)
    assert len(vendors.asked) == 1, "nothing is tried again here: the chain moves on instead"


async def test_a_spent_quota_of_elevenlabs_comes_with_401(vendors):
    voice = make(vendors, "tts", "elevenlabs")
    vendors.failures["tts"] = (401, error_body("quota_exceeded"))
    with pytest.raises(OutOfQuota):
        await use(voice)
    await voice.close()


async def test_one_that_hangs_is_given_up(provider, vendors, monkeypatch):
    monkeypatch.setitem(STAGE_TIMEOUT, provider.service, 1.0)
    vendors.delays[provider.service] = 3
    began = time.monotonic()
    with pytest.raises(Timeout):
        await use(provider)
    assert 0.9 < time.monotonic() - began < 2.5


ODD_ANSWERS = [
    "<html>Please log in to the hotel's network</html>",
    "",
    "{",
    "[]",
    "null",
    '{"choices": []}',
    "data: {\n\n",
]


@pytest.mark.parametrize("body", ODD_ANSWERS)
async def test_a_good_status_with_something_else_is_no_answer(provider, vendors, body):
    """Raised here, or an empty reply, which the chain takes for a failure."""
    vendors.failures[provider.service] = (200, body)
    try:
        assert await use(provider) == ""
    except ProviderError as error:
        assert error.switches
    else:
        assert provider.service == "llm"


@pytest.mark.parametrize("key", [f"{KEY}\n", f"{KEY}\r\nX-Other: 1", "schlüssel-0123456789"])
async def test_a_key_that_no_header_can_carry_is_an_error_of_ours(vendors, key):
    for service, name in REMOTE:
        odd = make(vendors, service, name, key)
        with pytest.raises(ProviderError) as failed:
            await use(odd)
        assert key.strip() not in "".join(traceback.format_exception(failed.value))
        await odd.close()
    assert vendors.asked == []


async def test_the_hosts_own_key_in_the_environment_is_never_used(vendors, monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "HF_TOKEN", "ELEVENLABS_API_KEY"):
        monkeypatch.setenv(name, "hosts-own-0123456789")
    for service, name in REMOTE:
        for key in (None, KEY):
            provider = make(vendors, service, name, key)
            try:
                await use(provider)
            except ProviderError:
                assert key is None
            await provider.close()
    assert len([header for _, header, _ in vendors.asked if KEY in header]) == len(REMOTE)
    assert not any("hosts-own" in header for _, header, _ in vendors.asked)


async def test_the_instructions_and_the_conversation_are_sent(vendors):
    for name in ("openai", "huggingface"):
        model = make(vendors, "llm", name)
        await use(model)
        _, _, wanted = vendors.asked.pop()
        assert wanted["messages"] == PROMPT.messages() and wanted["stream"] is True
        assert 77 in (wanted.get("max_tokens"), wanted.get("max_completion_tokens"))
        await model.close()


async def test_a_recording_is_named_after_what_it_is(openai_stt, vendors):
    await openai_stt.transcribe(Audio(b"\x1a\x45\xdf\xa3take", "audio/webm"))
    _, _, form = vendors.asked[0]
    assert (form["file"].filename, form["file"].content_type) == ("take.webm", "audio/webm")
    assert form["language"] == "en"


async def test_a_recording_of_an_unknown_kind_is_not_sent(openai_stt, vendors):
    with pytest.raises(BadAudio):
        await openai_stt.transcribe(Audio(b"RIFF", "video/avi"))
    assert vendors.asked == []


@pytest.mark.parametrize("nothing", ["", " \n"])
async def test_a_transcript_without_words_means_that_nobody_spoke(openai_stt, vendors, nothing):
    vendors.transcript = nothing
    with pytest.raises(NoSpeech):
        await use(openai_stt)


async def test_a_reply_that_the_vendors_rules_forbid_is_refused(openai_llm, vendors):
    chunk = '{"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": '
    body = chunk + '[{"index": 0, "delta": {}, "finish_reason": "content_filter"}]}'
    vendors.failures["llm"] = (200, f"data: {body}\n\ndata: [DONE]\n\n")
    with pytest.raises(Refused):
        await use(openai_llm)


async def test_a_text_that_the_vendors_rules_forbid_is_refused(openai_llm, vendors):
    vendors.failures["llm"] = (400, error_body("content_policy_violation"))
    with pytest.raises(Refused):
        await use(openai_llm)


async def test_an_error_in_the_middle_of_a_reply_is_ours_and_keeps_what_came(openai_llm, vendors):
    chunk = '{"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": '
    good = chunk + '[{"index": 0, "delta": {"content": "That is"}, "finish_reason": null}]}'
    for bad in ('{"error": {"message": "overloaded", "code": "overloaded"}}', "{"):
        vendors.failures["llm"] = (200, f"data: {good}\n\ndata: {bad}\n\n")
        pieces = []
        with pytest.raises(ProviderError):
            async for piece in openai_llm.stream(PROMPT):
                pieces.append(piece)
        assert pieces == ["That is"]


async def test_a_redirect_is_not_followed_with_the_key(provider, vendors):
    """The key would go wherever the answer points."""
    from starlette.responses import RedirectResponse

    async def elsewhere(service, req, wanted):
        vendors.asked.append((service, "", wanted))
        return RedirectResponse(f"{vendors.url}/elsewhere", 307)

    vendors._instead, before = elsewhere, vendors._instead
    try:
        with pytest.raises(ProviderError):
            await use(provider)
        assert len(vendors.asked) == 1
    finally:
        vendors._instead = before
