"""Sentences become sound two at a time and are handed out in their order."""

import asyncio

import pytest

from config.settings import Settings
from providers.base import Audio
from providers.errors import Unavailable
from providers.tts.base import TTS
from providers.tts.chain import TTSChain
from services.sentences import Piece
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

    def make(*voices, stream: bool = True) -> Speaker:
        return Speaker(TTSChain("tts", list(voices), moved), stream, hand_out)

    return make


def say(speaking: Speaker, text: str, last: bool) -> None:
    """Said and stored; whether it is the last is known."""
    piece = Piece(text, None)
    piece.last.set_result(last)
    speaking.say(piece)
    speaking.allow()


async def test_a_slow_first_sentence_is_still_the_first(speaker, out):
    speaking = speaker(Voice(slow={"One.": 0.2}))
    for text in ("One.", "Two.", "Three."):
        say(speaking, text, last=text == "Three.")
    await speaking.finish()
    assert [(s.seq, s.text, s.last, s.audio.data) for s in out] == [
        (0, "One.", False, b"One."),
        (1, "Two.", False, b"Two."),
        (2, "Three.", True, b"Three."),
    ]
    assert 150 < out[0].ms < 1000 and out[1].ms < 150


async def test_a_sentence_is_handed_out_while_the_next_is_still_spoken(speaker, out):
    speaking = speaker(Voice(slow={"Two.": 30}))
    say(speaking, "One.", last=False)
    say(speaking, "Two.", last=True)
    await asyncio.sleep(0.1)
    assert [spoken.text for spoken in out] == ["One."]
    speaking.stop()


async def test_two_are_spoken_at_a_time(speaker, out):
    voice = Voice()
    speaking = speaker(voice)
    for number in range(6):
        say(speaking, f"{number}.", last=number == 5)
    await speaking.finish()
    assert voice.most == AT_A_TIME == 2 and len(out) == 6


async def test_a_sentence_without_a_voice_is_handed_out_as_text(speaker, out):
    speaking = speaker()
    say(speaking, "One.", last=True)
    await speaking.finish()
    assert [(s.text, s.audio, s.provider) for s in out] == [("One.", None, None)]


async def test_a_voice_that_fails_once_does_not_silence_the_rest(speaker, out):
    speaking = speaker(Voice(cannot=("One.",)))
    say(speaking, "One.", last=False)
    say(speaking, "Two.", last=True)
    await speaking.finish()
    assert [(s.text, s.audio is None) for s in out] == [("One.", True), ("Two.", False)]


async def test_stopping_drops_what_was_not_handed_out(speaker, out):
    voice = Voice(slow={"One.": 30, "Two.": 30})
    speaking = speaker(voice)
    for text in ("One.", "Two.", "Three."):
        say(speaking, text, last=False)
    await asyncio.sleep(0.05)
    speaking.stop()
    await asyncio.sleep(0.05)
    assert (out, voice.speaking, voice.asked) == ([], 0, ["One.", "Two."])
