"""Who rests, for how long, and what wakes them."""

import time

import pytest

from config.settings import Settings
from providers.base import Audio
from providers.errors import InvalidKey, OutOfQuota, RateLimited, Unavailable
from providers.resting import Resting
from providers.tts.base import TTS


class Voice(TTS):
    name = "voice"
    label = "Voice"
    needs_key = True

    async def speak(self, text: str) -> Audio:
        raise Unavailable()


@pytest.fixture
def wait(monkeypatch):
    """wait(seconds): they have passed."""
    passed, real = [0.0], time.monotonic

    def wait(seconds: float) -> None:
        passed[0] += seconds

    monkeypatch.setattr(time, "monotonic", lambda: real() + passed[0])
    return wait


def voice(key: str = "key-one") -> Voice:
    return Voice(Settings(), key)


def test_two_failures_do_not_put_it_to_rest_and_three_within_a_minute_do(wait):
    resting, one = Resting(), voice()
    for _ in range(2):
        resting.failed(one, Unavailable())
    assert resting.why(one) is None
    wait(50)
    resting.failed(one, Unavailable("it is on strike"))
    assert str(resting.why(one)) == "it is on strike"
    wait(61)
    assert resting.why(one) is None


def test_failures_that_lie_a_minute_apart_do_not_add_up(wait):
    resting, one = Resting(), voice()
    for _ in range(5):
        resting.failed(one, Unavailable())
        wait(31)
    assert resting.why(one) is None


def test_one_that_says_how_long_it_is_busy_is_left_alone_for_so_long_but_a_minute_at_most(wait):
    resting, one = Resting(), voice()
    resting.failed(one, RateLimited(retry_after=20))
    wait(19)
    assert resting.why(one)
    wait(2)
    assert resting.why(one) is None
    resting.failed(one, RateLimited(retry_after=4000))
    wait(61)
    assert resting.why(one) is None


@pytest.mark.parametrize("error", [InvalidKey(), OutOfQuota()])
def test_a_key_that_will_not_do_rests_until_it_is_changed_or_its_provider_woken(wait, error):
    resting = Resting()
    resting.failed(voice(), error)
    wait(100_000)
    assert resting.why(voice()) is error and resting.is_for_good(voice())
    assert resting.why(voice("key-two")) is None
    resting.wake("another")
    assert resting.why(voice()) is error
    resting.wake("voice")
    assert resting.why(voice()) is None


def test_one_that_served_no_longer_rests_but_what_happened_lately_counts():
    resting, one = Resting(), voice()
    for _ in range(3):
        resting.failed(one, Unavailable())
    resting.served(one)
    assert resting.why(one) is None
    resting.failed(one, Unavailable())
    assert resting.why(one)
