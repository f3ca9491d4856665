"""Pieces of text become sound: two at a time, handed out in order."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from providers.base import Audio
from providers.chain import TTSChain
from providers.errors import NobodyLeft
from providers.tts.base import TTS

AT_A_TIME = 2  # with one, a slow voice pauses inside the reply


@dataclass(frozen=True)
class Spoken:
    """`provider` is None when no voice was left for this piece; `ms` is how long the voice took."""

    seq: int
    text: str
    last: bool
    audio: Audio | None
    provider: TTS | None
    ms: int


class Speaker:
    """`hand_out` is awaited once for every piece, in the order in which `say` was called."""

    def __init__(self, chain: TTSChain, hand_out: Callable[[Spoken], Awaitable[None]]) -> None:
        self._chain = chain
        self._hand_out = hand_out
        self._free = asyncio.Semaphore(AT_A_TIME)
        self._waiting: asyncio.Queue[asyncio.Task[Spoken] | None] = asyncio.Queue()
        self._tasks: list[asyncio.Task] = []
        self._handing = asyncio.create_task(self._hand_out_in_order())

    def say(self, text: str, last: bool) -> None:
        task = asyncio.create_task(self._speak(len(self._tasks), text, last))
        self._tasks.append(task)
        self._waiting.put_nowait(task)

    async def finish(self) -> None:
        """Wait until everything has been handed out."""
        self._waiting.put_nowait(None)
        await self._handing

    def stop(self) -> None:
        """Drop what has not been handed out."""
        for task in [self._handing, *self._tasks]:
            task.cancel()

    async def _speak(self, seq: int, text: str, last: bool) -> Spoken:
        async with self._free:
            began = time.perf_counter()
            try:
                audio, provider = await self._chain.speak(text)
            except NobodyLeft:
                audio, provider = None, None
            return Spoken(seq, text, last, audio, provider, round((time.perf_counter() - began) * 1000))

    async def _hand_out_in_order(self) -> None:
        while (task := await self._waiting.get()) is not None:
            await self._hand_out(await task)
