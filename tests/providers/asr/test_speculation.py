"""A pause begins a transcription that is used if nothing followed, and thrown away otherwise."""

import asyncio

import numpy as np
import pytest

from providers.asr.speculation import Speculation
from providers.audio import RATE, decode, sniff
from providers.errors import NoSpeech, ProviderError
from tests.providers.conftest import ScriptedASR
from tests.support.speech import spoken

SPOKEN = decode(spoken("I like to cook.", before=0.1, after=0.0))
PAUSE = np.zeros(int(0.8 * RATE), "float32")


class Recogniser(ScriptedASR):
    """Keeps what it was sent; `cancelled` counts requests that were given up."""

    name = label = "whole"

    def __init__(self, *script) -> None:
        super().__init__(None, None, *script)
        self.sent: list[bytes] = []
        self.cancelled = 0

    async def transcribe(self, audio):
        self.sent.append(audio.data)
        try:
            return await super().transcribe(audio)
        except asyncio.CancelledError:
            self.cancelled += 1
            raise


async def say(take: Speculation, *parts: np.ndarray) -> None:
    pcm = (np.concatenate(parts) * 32767).astype("<i2").tobytes()
    for at in range(0, len(pcm), RATE // 2):
        await take.feed(pcm[at : at + RATE // 2])
        await asyncio.sleep(0)


async def test_what_was_asked_in_a_pause_is_used_when_nothing_but_silence_followed():
    provider = Recogniser("I like to cook.")
    take = Speculation(provider)
    await say(take, SPOKEN, PAUSE, PAUSE)
    assert (await take.finish()).text == "I like to cook."
    (sent,) = provider.sent
    assert sniff(sent) == "audio/wav" and len(decode(sent)) / RATE == pytest.approx(take.seconds, abs=0.01)
    await take.close()


async def test_its_words_are_shown_in_the_pause_already():
    take = Speculation(Recogniser("I like to cook."))
    await say(take, SPOKEN, PAUSE)
    async with asyncio.timeout(1):
        assert await anext(take.texts()) == "I like to cook."
    await take.close()


async def test_it_is_given_up_and_counted_when_the_student_goes_on():
    provider = Recogniser(5.0)
    take = Speculation(provider)
    await say(take, SPOKEN, PAUSE)
    assert len(provider.sent) == 1
    await say(take, SPOKEN)
    assert provider.cancelled == 1
    with pytest.raises(ProviderError):
        await take.finish()
    assert take.seconds == pytest.approx(len(decode(provider.sent[0])) / RATE, abs=0.01)


async def test_without_a_pause_nobody_is_asked():
    provider = Recogniser("never")
    take = Speculation(provider)
    await say(take, SPOKEN[: -RATE // 3], PAUSE[: RATE // 8], SPOKEN)
    with pytest.raises(ProviderError):
        await take.finish()
    assert provider.sent == [] and take.seconds == 0


async def test_silence_alone_asks_nobody():
    provider = Recogniser("You")
    await say(Speculation(provider), PAUSE, PAUSE, PAUSE)
    assert provider.sent == []


async def test_many_pauses_do_not_multiply_the_bill():
    provider = Recogniser("words")
    take = Speculation(provider)
    for _ in range(8):
        await say(take, SPOKEN, PAUSE)
    said = 8 * (len(SPOKEN) + len(PAUSE)) / RATE
    assert len(provider.sent) == 2 and take.seconds <= 1.5 * said
    await take.close()


async def test_an_error_of_the_provider_comes_out_at_the_end():
    take = Speculation(Recogniser(NoSpeech()))
    await say(take, SPOKEN, PAUSE)
    with pytest.raises(NoSpeech):
        await take.finish()
    await take.close()


async def test_an_error_that_nobody_waited_for_is_no_matter():
    take = Speculation(Recogniser(RuntimeError("broken plug-in")))
    await say(take, SPOKEN, PAUSE)
    await asyncio.sleep(0.05)
    await take.close()
