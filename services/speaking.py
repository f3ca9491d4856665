"""Pieces of text become sound: two at a time, handed out in order."""

import asyncio
import itertools
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from providers.base import Audio
from providers.errors import NobodyLeft
from providers.tts.base import TTS
from providers.tts.chain import TTSChain

from .sentences import Piece

AT_A_TIME = 2  # with one, a slow voice pauses inside the reply

Sound = tuple[Audio | None, TTS | None, int]


@dataclass(frozen=True)
class Spoken:
    """`text` is the piece's own with its first sound, '' with what continues it. `provider` is None when no voice was
    left for this piece; `ms` is how long the voice took to this sound; `last` is True once in a reply."""

    seq: int
    text: str
    last: bool
    audio: Audio | None
    provider: TTS | None
    ms: int


def rate(audio: Audio | None, voice: TTS, wanted: float = 1.0) -> float | None:
    """How fast a client is to play this; None is the usual speed. Sound has the level's pace in it, the browser's own
    voice has to be told."""
    speed = wanted if audio else round(wanted * voice.speed, 2)
    return None if speed == 1 else speed


class Speaker:
    """`hand_out` is awaited for every sound, piece by piece, in the order in which `say` was called.

    The voice is asked as soon as a piece is said; what it says is handed out only after `allow`, once for each piece.
    With `stream` a piece may be handed out in several sounds, while it is still being spoken.
    """

    def __init__(self, chain: TTSChain, stream: bool, hand_out: Callable[[Spoken], Awaitable[None]]) -> None:
        self._chain = chain
        self._stream = stream
        self._hand_out = hand_out
        self._numbers = itertools.count()
        self._free = asyncio.Semaphore(AT_A_TIME)
        self._allowed = asyncio.Semaphore(0)
        self._waiting: asyncio.Queue[_Voicing | None] = asyncio.Queue()
        self._tasks = [asyncio.create_task(self._hand_out_in_order())]

    def say(self, piece: Piece[Any]) -> None:
        voicing = _Voicing(piece)
        voicing.task = asyncio.create_task(self._speak(voicing))
        self._tasks.append(voicing.task)
        self._waiting.put_nowait(voicing)

    def allow(self) -> None:
        self._allowed.release()

    async def finish(self) -> None:
        """Wait until everything has been handed out."""
        self._waiting.put_nowait(None)
        await self._tasks[0]

    def stop(self) -> None:
        """Drop what has not been handed out, and let go of the voices."""
        for task in self._tasks:
            task.cancel()

    async def _speak(self, voicing: "_Voicing") -> None:
        async with self._free:
            began = time.perf_counter()
            try:
                async with aclosing(self._sounds(voicing.piece.text.strip())) as sounds:
                    async for audio, provider in sounds:
                        voicing.add(audio, provider, began)
            except NobodyLeft:
                voicing.add(None, None, began)
            finally:
                voicing.sounds.put_nowait(None)

    async def _sounds(self, text: str) -> AsyncGenerator[tuple[Audio | None, TTS], None]:
        if not self._stream:
            yield await self._chain.speak(text)
            return
        async with aclosing(self._chain.stream(text)) as sounds:
            async for sound in sounds:
                yield sound

    async def _hand_out_in_order(self) -> None:
        while (voicing := await self._waiting.get()) is not None:
            text = voicing.piece.text
            await self._allowed.acquire()
            while (sound := await voicing.sounds.get()) is not None:
                audio, provider, ms = sound
                last = not (audio and audio.more) and await voicing.piece.last
                await self._hand_out(Spoken(next(self._numbers), text, last, audio, provider, ms))
                text = ""
            await voicing.task


class _Voicing:
    """A piece and what its voice has made of it so far; None among the sounds is their end."""

    task: asyncio.Task[None]

    def __init__(self, piece: Piece[Any]) -> None:
        self.piece = piece
        self.sounds: asyncio.Queue[Sound | None] = asyncio.Queue()

    def add(self, audio: Audio | None, provider: TTS | None, began: float) -> None:
        self.sounds.put_nowait((audio, provider, round((time.perf_counter() - began) * 1000)))
