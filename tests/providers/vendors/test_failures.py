"""Vendors that fail, lie, hang or send too much: each becomes an error of ours."""

import asyncio
import resource
import time
import traceback

import pytest

from config.providers import STAGE_TIMEOUT
from providers.base import Provider
from providers.errors import (
    OutOfQuota,
    ProviderError,
    RateLimited,
    Timeout,
    Unavailable,
)
from tests.support.asking import KEYED, OWN, PROMPT, use
from tests.support.failures import FAILURES, KEY, error_body
from tests.support.vendors import event


def which_error(provider: Provider, failure: str) -> type[ProviderError]:
    """Hugging Face gives no codes with its errors, and 402 for a spent credit."""
    without_code = {"429 credit used up": RateLimited, "400 content policy": Unavailable}
    mute = without_code if provider.name == "huggingface" else {}
    return mute.get(failure, FAILURES[failure].kind)


CASES = [(service, name, which) for which in FAILURES for service, name in KEYED + OWN]


@pytest.mark.parametrize(
    ("service", "name", "failure"), [case for case in CASES if case[0] in FAILURES[case[2]].services]
)
async def test_a_failure_becomes_our_error_and_holds_no_key(make, vendors, service, name, failure, monkeypatch):
    """A model that says nothing at all has failed as well: the chain finds that out, see tests/services."""
    monkeypatch.setitem(STAGE_TIMEOUT, service, 1.0)
    vendors.failures[service] = FAILURES[failure].answer
    provider = make(service, name)
    await provider.client()  # the vendor is timed, not how long its SDK takes to be imported
    try:
        async with asyncio.timeout(1.5):
            assert await use(provider) == "" and service == "llm", "that is no answer"
    except TimeoutError:
        assert failure == "dripping", "whoever drips is given up by the chain"
    except ProviderError as error:
        assert type(error) is which_error(provider, failure)
        assert KEY not in "".join(traceback.format_exception(error)) + str(error) + repr(error)
    assert len([which for which in vendors.whom if which[1] != "list"]) == 1, "the SDK tries nothing again by itself"


async def test_a_spent_quota_of_elevenlabs_comes_with_401(make, vendors):
    vendors.failures["tts"] = (401, error_body("quota_exceeded"))
    with pytest.raises(OutOfQuota):
        await use(make("tts", "elevenlabs"))


async def test_how_long_to_wait_is_what_the_vendor_said(make, vendors):
    from starlette.responses import JSONResponse

    async def busy(*_):
        return JSONResponse({}, 429, {"retry-after": "7"})

    for service, name in KEYED:
        vendors.__dict__["_instead"] = busy
        try:
            with pytest.raises(RateLimited) as failed:
                await use(make(service, name))
        finally:
            del vendors.__dict__["_instead"]
        assert failed.value.retry_after == 7.0


async def test_one_that_hangs_is_given_up(provider, vendors, monkeypatch):
    monkeypatch.setitem(STAGE_TIMEOUT, provider.service, 1.0)
    vendors.delays[provider.service] = 3
    began = time.monotonic()
    with pytest.raises(Timeout):
        await use(provider)
    assert 0.9 < time.monotonic() - began < 2.5


async def test_a_packed_answer_is_not_unpacked(provider, vendors):
    """200 KB of it would become 200 MB here."""
    vendors.failures[provider.service] = "gzip bomb"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unavailable) as failed:
        await use(provider)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000, "KB"
    assert "packed" in str(failed.value)
    assert set(vendors.encodings) == {"identity"}, "nobody asked for it"


async def test_an_error_in_the_middle_of_a_reply_is_ours_and_keeps_what_came(make, vendors):
    good = event({"content": "That is"}, None)
    for name in ("openai", "huggingface"):
        for bad in ('{"error": {"message": "overloaded", "code": "overloaded"}}', "{", "[DONE]"):
            vendors.failures["llm"] = (200, f"{good}data: {bad}\n\n")
            pieces = []
            with pytest.raises(ProviderError):
                async for piece in make("llm", name).stream(PROMPT):
                    pieces.append(piece)
            assert pieces == ["That is"]


async def test_a_redirect_is_not_followed_with_the_key(provider, vendors):
    """The key would go wherever the answer points."""
    vendors.failures[provider.service] = "redirect"
    with pytest.raises(ProviderError):
        await use(provider)
    assert len([which for which in vendors.whom if which[1] != "list"]) == 1
