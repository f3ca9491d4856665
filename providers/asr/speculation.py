"""Whole-file recognition, begun in a pause: on release its answer is there already if nothing but silence followed.

An answer that is thrown away has its price as well. So a take is sent ahead at most twice, the second time when it has
at least doubled: in the worst case that costs one and a half times what the take itself costs.
"""

import asyncio
from collections.abc import AsyncGenerator

from config.providers import STAGE_TIMEOUT
from providers.audio import RATE, as_wav
from providers.errors import Unavailable
from texts import _

from . import vad
from .base import ASR, LiveTake, Transcript

PAUSE_SECONDS = 0.6
MAX_TIMES = 2
GROWTH = 2


class Speculation(LiveTake):
    def __init__(self, provider: ASR) -> None:
        self.model = provider.model
        self._provider = provider
        self._speech = vad.Speech()
        self._pcm = bytearray()
        self._times = 0
        self._sent_to = 0  # samples
        self._asking: asyncio.Task[Transcript] | None = None
        self._texts: asyncio.Queue[str] = asyncio.Queue()

    async def feed(self, pcm: bytes) -> None:
        await asyncio.to_thread(self._speech.add, pcm)
        self._pcm += pcm
        if self._speech.ends > self._sent_to:
            await self.close()
        if self._asking is None and self._speech.pause >= PAUSE_SECONDS and self._may_ask:
            self._times += 1
            self._sent_to = self._speech.heard
            self.seconds += len(self._pcm) / 2 / RATE
            self._asking = asyncio.create_task(self._ask())

    async def texts(self) -> AsyncGenerator[str, None]:
        while True:
            yield await self._texts.get()

    async def finish(self) -> Transcript:
        if self._asking is None:
            raise Unavailable(_("it was not asked ahead"))
        return await asyncio.shield(self._asking)

    async def close(self) -> None:
        """Throw away what was asked for."""
        asking, self._asking = self._asking, None
        if asking:
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)

    @property
    def _may_ask(self) -> bool:
        return self._times < MAX_TIMES and self._speech.heard >= GROWTH * self._sent_to

    async def _ask(self) -> Transcript:
        async with asyncio.timeout(STAGE_TIMEOUT["stt"]):
            heard = await self._provider.transcribe(await asyncio.to_thread(as_wav, bytes(self._pcm)))
        self._texts.put_nowait(heard.text)
        return heard
