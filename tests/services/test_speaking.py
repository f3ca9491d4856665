"""Sentences become sound two at a time and are handed out in their order."""

import asyncio

import pytest

from config.settings import Settings
from providers.base import Audio
from providers.chain import TTSChain
from providers.errors import Unavailable
from providers.tts.base import TTS
from services.speaking import AT_A_TIME, Speaker


class Voice(TTS):
    """Takes as many seconds for a sentence as `slow` says; cannot say what is in `cannot`."""

    name = "scripted"
    label = "Scripted"

    def __init__(self, slow: dict[str, float] | None = None, cannot: tuple[str, ...] = ()) -> None:
        super().__init__(Settings())
        self.slow, self.cannot = slow or {}, cannot
        self.speaking = self.most = 0
        self.asked: list[str] = []

    async def speak(self, text: str) -> Audio:
        self.asked.append(text)
        self.speaking += 1
        self.most = max(self.most, self.speaking)
        try:
            await asyncio.sleep(self.slow.get(text, 0.01))
            if text in self.cannot:
                raise Unavailable()
            return Audio(text.encode(), "audio/mpeg")
        finally:
            self.speaking -= 1


@pytest.fixture
def out() -> list:
    return []


@pytest.fixture
def speaker(out):
    """speaker(voice): hands its pieces to `out`."""

    async def moved(*_: object) -> None: ...

    async def hand_out(spoken) -> None:
        out.append(spoken)

    return lambda voice: Speaker(TTSChain("tts", [voice] if voice else [], moved), hand_out)


async def test_a_slow_first_sentence_is_still_the_first(speaker, out):
    speaking = speaker(Voice(slow={"One.": 0.2}))
    for text in ("One.", "Two.", "Three."):
        speaking.say(text, last=text == "Three.")
    await speaking.finish()
    assert [(s.seq, s.text, s.last, s.audio.data) for s in out] == [
        (0, "One.", False, b"One."),
        (1, "Two.", False, b"Two."),
        (2, "Three.", True, b"Three."),
    ]
    assert 150 < out[0].ms < 1000 and out[1].ms < 150


async def test_a_sentence_is_handed_out_while_the_next_is_still_spoken(speaker, out):
    speaking = speaker(Voice(slow={"Two.": 30}))
    speaking.say("One.", last=False)
    speaking.say("Two.", last=True)
    await asyncio.sleep(0.1)
    assert [spoken.text for spoken in out] == ["One."]
    speaking.stop()


async def test_two_are_spoken_at_a_time(speaker, out):
    voice = Voice()
    speaking = speaker(voice)
    for number in range(6):
        speaking.say(f"{number}.", last=number == 5)
    await speaking.finish()
    assert voice.most == AT_A_TIME == 2 and len(out) == 6


async def test_a_sentence_without_a_voice_is_handed_out_as_text(speaker, out):
    speaking = speaker(None)
    speaking.say("One.", last=True)
    await speaking.finish()
    assert [(s.text, s.audio, s.provider) for s in out] == [("One.", None, None)]


async def test_a_voice_that_fails_once_does_not_silence_the_rest(speaker, out):
    speaking = speaker(Voice(cannot=("One.",)))
    speaking.say("One.", last=False)
    speaking.say("Two.", last=True)
    await speaking.finish()
    assert [(s.text, s.audio is None) for s in out] == [("One.", True), ("Two.", False)]


async def test_stopping_drops_what_was_not_handed_out(speaker, out):
    voice = Voice(slow={"One.": 30, "Two.": 30})
    speaking = speaker(voice)
    for text in ("One.", "Two.", "Three."):
        speaking.say(text, last=False)
    await asyncio.sleep(0.05)
    speaking.stop()
    await asyncio.sleep(0.05)
    assert (out, voice.speaking, voice.asked) == ([], 0, ["One.", "Two."])
