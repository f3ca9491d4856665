"""A key goes to its vendor, in its header, and nowhere else."""

import traceback

import pytest

from config.settings import Settings
from providers import factory
from providers.errors import (
    InvalidKey,
    ProviderError,
    Unavailable,
)
from tests.support.asking import KEYED, OWN, use
from tests.support.failures import KEY, error_body


async def test_the_key_goes_into_its_header_and_nowhere_else(keyed, vendors):
    await use(keyed)
    ((service, header, wanted),) = vendors.asked
    assert service == keyed.service
    assert header == (KEY if keyed.name == "elevenlabs" else f"Bearer {KEY}")
    assert KEY not in str(wanted)


@pytest.mark.parametrize("key", [f"{KEY}\n", f"{KEY}\r\nX-Other: 1", "schlüssel-0123456789"])
async def test_a_key_that_no_header_can_carry_is_an_error_of_ours(make, vendors, key):
    for service, name in KEYED:
        with pytest.raises(ProviderError) as failed:
            await use(make(service, name, key))
        assert key.strip() not in "".join(traceback.format_exception(failed.value))
    assert vendors.asked == []


async def test_the_hosts_own_key_in_the_environment_is_never_used(make, vendors, monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "HF_TOKEN", "ELEVENLABS_API_KEY"):
        monkeypatch.setenv(name, "hosts-own-0123456789")
    for service, name in KEYED + OWN:
        for key in (None, KEY):
            try:
                await use(make(service, name, key))
            except ProviderError:
                assert key is None
    assert len([header for _, header, _ in vendors.asked if KEY in header]) == len(KEYED)
    assert not any("hosts-own" in header for _, header, _ in vendors.asked)


async def test_hugging_face_is_asked_without_a_key_and_a_refusal_says_what_is_missing(make, vendors):
    for service in ("stt", "llm"):
        assert await use(make(service, "huggingface", None))
        assert vendors.asked.pop()[1] == "", "no key at all goes out"
        vendors.failures[service] = (401, error_body("unauthorized"))
        with pytest.raises(InvalidKey) as failed:
            await use(make(service, "huggingface", None))
        assert "without a key" in str(failed.value) and "Settings" in str(failed.value)


async def test_a_key_is_checked_by_a_real_request_that_costs_nothing(keyed, vendors):
    await keyed.check()
    assert vendors.whom == [(keyed.name, "list")] and KEY in vendors.asked[0][1]
    vendors.failures["list"] = (401, error_body("invalid_api_key"))
    with pytest.raises(InvalidKey):
        await keyed.check()
    vendors.failures["list"] = (503, "")
    with pytest.raises(Unavailable):
        await keyed.check()


async def test_an_own_server_is_there_when_its_address_is_and_gets_no_key(make, vendors):
    kind = factory.get("llm", "server")
    assert kind and not kind.available(Settings()) and kind.available(Settings(local_llm_base_url="http://x/v1"))
    await use(make("llm", "server"))
    assert vendors.asked[-1][2]["model"] == "another", "the first that it lists"
    assert not any(KEY in header for _, header, _ in vendors.asked)
