"""A room's ear with scripted providers: who hears along, who takes whole recordings only, and what was told."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from providers.asr.base import ASR, LiveTake, Transcript
from providers.asr.chain import ASRChain
from providers.base import Audio
from services.clock import Share
from services.events import Event
from services.listening import Listening
from services.said import SaidAudio
from tests.support.recordings import cut, recorded

RECORDING = recorded("I like to cook.", after=0.05)
PIECES = cut(RECORDING, 2)
WHOLE = Transcript("the whole recording")


class Take(LiveTake):
    """Says how much it was fed; `error` is raised at `where`."""

    model = "live-model"

    def __init__(self, where: str, error: Exception | None) -> None:
        self.where, self.error = where, error
        self.fed = 0
        self.is_closed = False
        self._news = asyncio.Event()

    def _perhaps_fail(self, where: str) -> None:
        if self.error and where == self.where:
            raise self.error

    async def feed(self, pcm: bytes) -> None:
        self._perhaps_fail("feed")
        self.fed += len(pcm)
        self.seconds += len(pcm) / 32_000
        self._news.set()

    async def texts(self) -> AsyncGenerator[str, None]:
        while True:
            await self._news.wait()
            self._news.clear()
            yield f"{self.fed} bytes"

    async def finish(self) -> Transcript:
        self._perhaps_fail("finish")
        return Transcript(f"{self.fed} bytes in all")

    async def close(self) -> None:
        self.is_closed = True


class Ear(ASR):
    name = label = "ear"
    default_model = "whole-model"
    where, error = "", None

    def __init__(self) -> None:
        super().__init__(None, None)  # pyright: ignore[reportArgumentType]
        self.takes: list[Take] = []

    async def transcribe(self, audio: Audio) -> Transcript:
        return WHOLE

    async def live(self) -> LiveTake | None:
        if self.error and self.where == "live":
            raise self.error
        self.takes.append(Take(self.where, self.error))
        return self.takes[-1]


class Deaf(Ear):
    """Takes whole recordings only."""

    name = label = "deaf"

    async def live(self) -> None:
        return None


class Ears:
    def __init__(self, *providers: ASR) -> None:
        self.told: list[Event] = []
        self.chain = ASRChain("stt", list(providers), moved)
        self.spent: list[Share] = []
        self.listening = Listening(self.chain, self.emit, self.spent.append)

    async def emit(self, event: Event) -> None:
        self.told.append(event)

    async def speak(self, turn: str = "t1", pieces: list[bytes] = PIECES) -> None:
        for piece in pieces:
            await self.listening.add(turn, piece)
            await asyncio.sleep(0.01)

    async def told_something(self) -> None:
        async with asyncio.timeout(5):
            while not self.told:
                await asyncio.sleep(0.01)

    async def hear(self, data: bytes = RECORDING, turn: str = "t1") -> tuple[Transcript, SaidAudio]:
        """As a turn does it."""
        said = await self.listening.release(SaidAudio(data, turn))
        assert isinstance(said, SaidAudio)
        ahead = said.overheard.transcript if said.overheard else None
        heard, _ = await self.chain.transcribe(Audio(data, "audio/webm"), ahead=ahead)
        return heard, said


async def moved(*_: object) -> None:
    pytest.fail("nobody is to be given up")
