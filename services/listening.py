"""Recognition begins while the student still speaks: the room listens to the take that grows."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Callable
from dataclasses import replace

from config.prices import Spent
from config.providers import LIVE_TIMEOUT
from providers import audio as sound
from providers.asr import vad
from providers.asr.base import ASR, LiveTake, Transcript
from providers.asr.chain import ASRChain
from providers.asr.speculation import Speculation
from providers.errors import BadAudio, NoSpeech
from providers.growing import Growing

from .clock import Share
from .events import Emit, HeardSoFar
from .said import Said, SaidAudio

log = logging.getLogger(__name__)

WITHOUT_LIVE_SECONDS = 60.0  # so long a provider whose live recognition failed is asked in pauses only


class Overheard:
    """What one provider hears of one take, from its first chunk until the turn has used it or it is dropped.

    `shares` is what it cost, as far as no turn has counted it yet; `is_used` whether the turn took its words from it.
    """

    def __init__(self, turn: str, provider: ASR, emit: Emit, may_live: bool) -> None:
        self.turn = turn
        self.provider = provider
        self.shares: list[Share] = []
        self.is_used = False
        self.has_failed = False
        self._emit = emit
        self._may_live = may_live
        self._growing = Growing()
        self._take: LiveTake | None = None
        self._is_over = False
        self._is_whole = False
        self._counted = 0.0
        self._closing: asyncio.Task[None] | None = None
        self._listening = asyncio.create_task(self._listen())
        self._telling: asyncio.Task[None] | None = None

    def add(self, data: bytes) -> None:
        self._growing.add(data)

    def end(self, whole: bytes) -> None:
        """The student has let go; from now on no words are told but the transcript."""
        self._is_over, self._is_whole = True, self._growing.end(whole)
        if self._telling:
            self._telling.cancel()

    async def transcript(self, provider: ASR) -> Transcript | None:
        """What this provider heard of the whole take; None when the recording has to be sent. Raises NoSpeech."""
        if provider is not self.provider or not self._is_whole:
            return None
        self._is_whole = False  # a second try sends the recording
        try:
            async with asyncio.timeout(LIVE_TIMEOUT):
                await self._listening
                assert self._take  # noqa: S101 - it is there once listening has ended well
                heard = await self._take.finish()
        except NoSpeech:
            raise
        except Exception as error:
            self._failed(error)
            return None
        self.is_used = True
        return heard

    async def counted(self) -> list[Share]:
        """Its shares, for the turn that counts them. It closes meanwhile: nobody waits for a vendor's good-bye."""
        self._count()
        self._closing = asyncio.create_task(self.close())
        shares, self.shares = self.shares, []
        return shares

    async def close(self) -> None:
        """Let go of everything at once: the decoder's thread, the tasks, the vendor's socket."""
        self._growing.stop()
        tasks = [task for task in (self._telling, self._listening) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self._take:
            with contextlib.suppress(Exception):
                await self._take.close()
            self._count()

    def _count(self) -> None:
        """What was not counted before."""
        seconds = self._take.seconds - self._counted if self._take else 0.0
        if self._take and seconds > 0:
            self._counted += seconds
            self.shares.append(Share(self.provider, Spent(seconds=seconds), self._take.model))

    async def _listen(self) -> None:
        self._take = await self._opened()
        if self._take is None:
            return
        if not self._is_over:
            self._telling = asyncio.create_task(self._tell(self._take))
        async with contextlib.aclosing(self._growing.pcm()) as pieces:
            async for pcm in pieces:
                await self._take.feed(pcm)

    async def _opened(self) -> LiveTake | None:
        try:
            live = await self.provider.live() if self._may_live else None
        except Exception as error:
            self._failed(error)
            live = None
        return live or (Speculation(self.provider) if vad.available() else None)

    async def _tell(self, take: LiveTake) -> None:
        async with contextlib.aclosing(take.texts()) as texts:
            async for text in texts:
                await self._emit(HeardSoFar(self.turn, text))

    def _failed(self, error: Exception) -> None:
        """Nothing is lost by it: the whole recording is sent."""
        if not isinstance(self._take, Speculation) and not isinstance(error, BadAudio):
            self.has_failed = True
            log.warning("stt %s did not hear along: %s", self.provider.name, type(error).__name__)


class Listening:
    """A room's ear: at most one take that is being spoken, and the one that its turn is made of.

    `spent` is told what was heard for no turn.
    """

    def __init__(self, chain: ASRChain, emit: Emit, spent: Callable[[Share], None]) -> None:
        self._chain = chain
        self._emit = emit
        self._spent = spent
        self._open: Overheard | None = None
        self._released: Overheard | None = None
        self._without_live: dict[str, float] = {}
        self._is_closed = False

    async def add(self, turn: str, data: bytes) -> None:
        """The next bytes of a take; another take's are no longer of interest."""
        if self._open is None or self._open.turn != turn:
            await self.drop()
            self._open = self._begin(turn)
        if self._open:
            self._open.add(data)

    async def release(self, said: Said) -> Said:
        """What was said, together with what was heard of it while it was spoken."""
        overheard, self._open = self._open, None
        if overheard is None or not isinstance(said, SaidAudio) or overheard.turn != said.turn:
            await self._let_go(overheard)
            return said
        overheard.end(said.data)
        self._released = overheard
        return replace(said, overheard=overheard)

    async def drop(self) -> None:
        """The take that is being spoken is forgotten."""
        overheard, self._open = self._open, None
        await self._let_go(overheard)

    async def done(self) -> None:
        """The turn has what it wanted."""
        overheard, self._released = self._released, None
        await self._let_go(overheard)

    async def close(self) -> None:
        self._is_closed = True
        await self.drop()
        await self.done()

    def _begin(self, turn: str) -> Overheard | None:
        provider = next(iter(self._chain.hearing), None)
        if self._is_closed or provider is None or not sound.can_decode():
            return None
        may_live = self._without_live.get(provider.name, 0.0) < time.monotonic()
        return Overheard(turn, provider, self._emit, may_live)

    async def _let_go(self, overheard: Overheard | None) -> None:
        if overheard is None:
            return
        await overheard.close()
        if overheard.has_failed:
            self._without_live[overheard.provider.name] = time.monotonic() + WITHOUT_LIVE_SECONDS
        for share in overheard.shares:
            self._spent(share)
