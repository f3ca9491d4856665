"""Words while one speaks, from the recogniser on this machine: it hears the take again and again as it grows.

What was said up to a clear pause is heard once and then stands, so a guess takes no longer than a few seconds of sound
do. On release the last guess holds if nothing but silence followed it; otherwise only what is open is heard again.
"""

import asyncio
import itertools
import os
import sys
import threading
import time
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from providers.audio import RATE, samples_of
from providers.errors import NoSpeech

from . import vad
from .base import LiveTake, Transcript

if TYPE_CHECKING:
    import numpy as np

    from .moonshine import Recognizer

SAMPLE_BYTES = 2
AFTER_SPEECH_SECONDS = 0.2  # so much silence must be in a guess for its last word to be whole
STANDS_FROM_SECONDS = 4.0
NICENESS = 10
Heard = tuple[int, str | None]  # a piece: its samples, its words, None where nobody listened
QUOTES = "\"'"  # with which it begins what it is unsure of


def give_way() -> None:
    """Let every other thread go first; Linux knows priorities of single threads."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


GUESSES = ThreadPoolExecutor(1, "guess", give_way)  # one at a time for all rooms, in turns


class LocalTake(LiveTake):
    def __init__(self, recognizer: "Recognizer") -> None:
        self._recognizer = recognizer
        self._speech = vad.Speech()
        self._pcm = bytearray()
        self._stands: list[str | None] = []
        self._open_from = 0  # samples; what lies before it stands
        self._guess: str | None = ""
        self._guess_before: str | None = ""
        self._guessed_to = 0
        self._guessing: tuple[int, asyncio.Future[list[Heard]]] | None = None
        self._is_over = False
        self._more = asyncio.Event()

    async def feed(self, pcm: bytes) -> None:
        await asyncio.to_thread(self._speech.add, pcm)
        self._pcm += pcm
        self.seconds += len(pcm) / SAMPLE_BYTES / RATE
        self._more.set()

    async def texts(self) -> AsyncGenerator[str, None]:
        told = ""
        while True:
            await self._more.wait()
            self._more.clear()
            if not self._speech.has_spoken or self._is_all(self._guessed_to):
                continue
            began = time.perf_counter()
            await self._guess_again()
            if self._shown not in ("", told):
                told = self._shown
                yield told
            await asyncio.sleep(time.perf_counter() - began)  # half of the processor is for others

    async def finish(self) -> Transcript:
        if not self._speech.has_spoken:
            raise NoSpeech()
        if self._guessing and self._is_all(self._guessing[0]):
            await self._guess_again()
        if not self._is_all(self._guessed_to):
            self._is_over = True
            heard = await asyncio.to_thread(_heard, self._recognizer.words, *self._open())
            self._guess = " ".join(words for _, words in heard if words)
        if not self._text:
            raise NoSpeech()
        return Transcript(self._text)

    async def close(self) -> None:
        if self._guessing:
            self._guessing[1].cancel()

    @property
    def _text(self) -> str:
        return " ".join(filter(None, [*self._stands, self._guess]))

    @property
    def _shown(self) -> str:
        """Of what still changes only as much as two guesses agree on: from half a word it makes up a sentence."""
        open_words = self._guess if self._is_all(self._guessed_to) else _agreed(self._guess_before, self._guess)
        return " ".join(filter(None, [*self._stands, open_words])).lstrip(QUOTES)

    def _is_all(self, upto: int) -> bool:
        """Nothing but silence came after this sample, and a little of it before."""
        return upto >= self._speech.ends + AFTER_SPEECH_SECONDS * RATE

    def _open(self) -> list[bytes]:
        """What was not heard for good: up to the last clear pause, when that is a while ago, and from there on."""
        first, last = self._open_from, next(reversed(self._speech.pauses), 0)
        cuts = [first, last] if last - first > STANDS_FROM_SECONDS * RATE else [first]
        ends = [*cuts[1:], len(self._pcm) // SAMPLE_BYTES]
        return [bytes(self._pcm[a * SAMPLE_BYTES : b * SAMPLE_BYTES]) for a, b in zip(cuts, ends, strict=True)]

    async def _guess_again(self) -> None:
        """Hear what is open, or wait for whoever does already."""
        if self._guessing is None:
            upto, loop = len(self._pcm) // SAMPLE_BYTES, asyncio.get_running_loop()
            hearing = loop.run_in_executor(GUESSES, _heard, self._recognizer.guess, *self._open())
            hearing.add_done_callback(lambda done: done.cancelled() or self._take_in(upto, done))
            self._guessing = upto, hearing
        await asyncio.shield(self._guessing[1])

    def _take_in(self, upto: int, done: "asyncio.Future[list[Heard]]") -> None:
        self._guessing = None
        if done.exception() or self._is_over or any(words is None for _, words in done.result()):
            return
        self._guess_before = self._guess
        *before, (_, self._guess) = done.result()
        self._stands += [words for _, words in before]
        self._open_from += sum(length for length, _ in before)
        self._guessed_to = upto


def _heard(hear: Callable[["np.ndarray"], str | None], *parts: bytes) -> list[Heard]:
    return [(len(piece), hear(piece)) for part in parts for piece in vad.pieces(samples_of(part))]


def _agreed(before: str | None, now: str | None) -> str:
    """The words that both begin with (local agreement, as in Machacek et al. 2023, arXiv:2307.14743)."""
    pairs = zip((before or "").split(), (now or "").split(), strict=False)
    same = itertools.takewhile(lambda pair: _bare(pair[0]) == _bare(pair[1]), pairs)
    return " ".join(word for _, word in same)


def _bare(word: str) -> str:
    return "".join(filter(str.isalnum, word)).lower()
