"""The recogniser on this machine hears a take while it is spoken; on release hardly anything is left to do."""

import asyncio
import contextlib
import time
from pathlib import Path

import numpy as np
import pytest

from config.settings import Settings
from providers.asr import moonshine
from providers.asr.local import LocalASR
from providers.asr.local_take import LocalTake
from providers.audio import RATE, decode
from providers.errors import NoSpeech
from tests.conftest import need
from tests.support.speech import spoken, word_errors
from tests.support.story import SENTENCES

need(LocalASR.available(Settings()), "the local recogniser")
PIECE = RATE // 4
PAUSE = np.zeros(RATE // 2, "float32")


def said(*sentences: str, after: float = 0.4) -> np.ndarray:
    return np.concatenate([decode(spoken(sentence, after=after)) for sentence in sentences])


class Student:
    """Feeds a take as it is spoken, `speed` times faster, and keeps the words that came meanwhile."""

    def __init__(self, take: LocalTake, speed: float = 1.0) -> None:
        self.take = take
        self.speed = speed
        self.texts: list[str] = []
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for text in self.take.texts():
            self.texts.append(text)

    async def says(self, samples: np.ndarray) -> None:
        pcm = (samples * 32767).astype("<i2").tobytes()
        for at in range(0, len(pcm), 2 * PIECE):
            await asyncio.sleep(PIECE / RATE / self.speed)
            await self.take.feed(pcm[at : at + 2 * PIECE])

    async def stops(self) -> tuple[str, float]:
        """The words, and the milliseconds until they were there."""
        began = time.perf_counter()
        try:
            return (await self.take.finish()).text, (time.perf_counter() - began) * 1000
        finally:
            self._reading.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._reading
            await self.take.close()


@pytest.fixture
async def student(tmp_path: Path):
    take = await LocalASR(Settings(data_dir=tmp_path)).live()
    assert isinstance(take, LocalTake)
    return Student(take)


async def test_words_appear_while_one_speaks_and_the_transcript_is_right(student):
    await student.says(said(SENTENCES[0], SENTENCES[1]))
    text, ms = await student.stops()
    assert word_errors(f"{SENTENCES[0]} {SENTENCES[1]}", text) < 0.1
    assert len(student.texts) >= 4, "they grow"
    assert len(student.texts[0].split()) < len(text.split()) / 2
    print(f"\n{ms:.0f} ms from release to transcript, {len(student.texts)} partial texts")


async def test_what_was_heard_before_a_last_silence_is_the_transcript(student):
    await student.says(said(SENTENCES[0], after=1.5))
    last = student.texts[-1]
    text, ms = await student.stops()
    assert text == last and ms < 20, "nothing is left to be heard"


async def test_words_right_before_the_release_are_not_lost(student):
    samples = said(SENTENCES[0], after=1.5)
    await student.says(samples)
    student.speed = 1000
    await student.says(said(SENTENCES[3], after=0.0))
    text, _ = await student.stops()
    assert word_errors(f"{SENTENCES[0]} {SENTENCES[3]}", text) < 0.1


async def test_a_long_take_keeps_its_words_and_each_guess_stays_short(student, monkeypatch):
    lengths = []
    guess = moonshine.Recognizer.guess
    monkeypatch.setattr(moonshine.Recognizer, "guess", lambda self, x: (lengths.append(len(x)), guess(self, x))[1])
    student.speed = 4
    await student.says(said(*SENTENCES[:9], after=0.6))
    text, _ = await student.stops()
    assert word_errors(" ".join(SENTENCES[:9]), text) < 0.1
    assert max(lengths) / RATE < 15, "what was said up to a pause is not heard again"


async def test_without_a_pause_it_is_cut_where_it_is_quiet(student, monkeypatch):
    monkeypatch.setattr("providers.asr.vad.CLEAR_PAUSE_SECONDS", 99)
    student.speed = 8
    await student.says(said(*SENTENCES[:9]))
    text, _ = await student.stops()
    assert word_errors(" ".join(SENTENCES[:9]), text) < 0.1


@pytest.mark.parametrize("level", [0.0, 0.1])
async def test_of_silence_and_noise_no_words_are_made_up(student, level):
    student.speed = 4
    await student.says(np.random.default_rng(4).normal(0, level, RATE * 2).astype("float32"))
    with pytest.raises(NoSpeech):
        await student.stops()
    assert student.texts == []


async def test_a_final_transcription_does_not_wait_for_a_guess(student):
    """Guesses give way: they hold no place, and do not begin while words are wanted."""
    recognizer = student.take._recognizer
    samples = said(*SENTENCES[:2])
    wanted = asyncio.create_task(asyncio.to_thread(recognizer.words, samples))
    while not recognizer._wanted:
        await asyncio.sleep(0.001)
    assert recognizer.guess(samples) is None
    await wanted
    guesses = [asyncio.create_task(asyncio.to_thread(recognizer.guess, samples)) for _ in range(2)]
    await asyncio.sleep(0.02)
    assert recognizer._free._value == moonshine.AT_A_TIME and not recognizer._wanted
    assert word_errors(SENTENCES[0], await asyncio.to_thread(recognizer.words, said(SENTENCES[0]))) < 0.1
    await asyncio.gather(*guesses)


async def test_closed_in_the_middle_of_a_guess_it_leaves_nothing_behind(student):
    student.speed = 1000
    await student.says(said(SENTENCES[0]))
    await asyncio.sleep(0.01)
    student._reading.cancel()
    began = time.perf_counter()
    await student.take.close()
    assert time.perf_counter() - began < 0.15
