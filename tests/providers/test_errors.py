"""Statuses become errors that a student can read."""

import pytest

from providers import errors
from providers.errors import (
    InvalidKey,
    NobodyLeft,
    OutOfQuota,
    ProviderError,
    RateLimited,
    Refused,
    Timeout,
    Unavailable,
    from_status,
)

TABLE = [
    (401, "", InvalidKey),
    (401, "invalid_api_key", InvalidKey),
    (403, "", InvalidKey),
    (402, "", OutOfQuota),
    (429, "insufficient_quota", OutOfQuota),
    (429, "quota_exceeded", OutOfQuota),
    (429, "rate_limit_exceeded", RateLimited),
    (429, "", RateLimited),
    (408, "", Timeout),
    (504, "", Timeout),
    (400, "content_policy_violation", Refused),
    (400, "content_filter", Refused),
    (400, "", Unavailable),
    (404, "model_not_found", Unavailable),
    (500, "", Unavailable),
    (503, "", Unavailable),
    (401, "quota_exceeded", OutOfQuota),
    (422, "", Unavailable),
]


@pytest.mark.parametrize(("status", "code", "kind"), TABLE)
def test_a_status_and_a_vendors_code_make_an_error(status, code, kind):
    assert type(from_status(status, code)) is kind


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("Wed, 21 Oct 2026 07:28:00 GMT", None), (None, None)])
def test_how_long_to_wait_is_kept_when_the_vendor_says_it_in_seconds(header, seconds):
    error = from_status(429, retry_after=header)
    assert isinstance(error, RateLimited) and error.retry_after == seconds


KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, ProviderError)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_stands_in_the_drawn_tree_with_a_sentence_and_a_code(kind):
    assert kind in (ProviderError, NobodyLeft) or f"── {kind.__name__} " in (errors.__doc__ or "")
    error = kind("llm", None) if kind is NobodyLeft else kind()
    assert len(str(error)) > 8 and error.code.islower()


def test_only_what_no_other_provider_could_mend_stays_with_this_one():
    assert {kind.__name__ for kind in KINDS if not kind.switches} == {"BadAudio", "NoSpeech"}


def test_when_nobody_is_left_the_code_is_the_last_ones():
    assert NobodyLeft("stt", InvalidKey()).error_code == "provider_auth"
    assert NobodyLeft("stt", None).error_code == "provider_error"
    assert {str(NobodyLeft(service, None)) for service in ("stt", "llm", "tts")}.__len__() == 3
