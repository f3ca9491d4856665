"""Reads a client's frames and does what they ask, one after another; turns run beside it."""

import asyncio
from collections import deque

from models import session as sessions
from models.database import not_in_the_way
from services.container import Services
from services.events import Failed
from services.help.requests import Repeat, Request
from services.lineup import Abilities
from services.room import Room
from services.said import Said, SaidAudio, SaidText
from texts import _, _n

from .bad_message import BadMessage
from .line import INACTIVE, TOO_LARGE, Line
from .messages import Cancel, Chunk, ChunksComplete, EndSession, Ping, Repeated, Wanted, decode
from .takes import Takes

MAX_FRAMES_A_SECOND = 20
WARN_AT = 0.95  # of the time after which a quiet session ends
HELLO_SECONDS = 0.3  # so long the opening line waits for the client to say how it wants it
LARGEST_FRAME = 2  # times the largest recording: no recording is that long, whoever sends it is no client of ours


class Reader:
    def __init__(self, services: Services, room: Room, line: Line) -> None:
        self._services = services
        self._room = room
        self._line = line
        self._limit = services.settings.max_audio_bytes
        self._takes = Takes(self._limit)
        self._ending: asyncio.Task | None = None
        self._active_at = asyncio.get_running_loop().time()
        self._frames: deque[float] = deque(maxlen=MAX_FRAMES_A_SECOND)

    async def run(self) -> None:
        beside = [asyncio.create_task(self._begin_soon()), asyncio.create_task(self._warn())]
        try:
            while True:
                async with asyncio.timeout_at(self._active_at + self._services.settings.session_inactivity_seconds):
                    text = await self._line.receive()
                await self._take(text)
        except TimeoutError:
            await self._services.sessions.end(self._room.session.id, wait=False)
            await self._line.close(INACTIVE)
        finally:
            for task in beside:
                task.cancel()

    async def _begin_soon(self) -> None:
        await asyncio.sleep(HELLO_SECONDS)
        self._room.begin()

    async def _warn(self) -> None:
        """Say once in every quiet time that the session will end."""
        limit = self._services.settings.session_inactivity_seconds
        while True:
            since = self._active_at
            await asyncio.sleep(since + WARN_AT * limit - asyncio.get_running_loop().time())
            if since == self._active_at:
                await self._line.hear(Failed("idle", _ends_soon(limit)))
                await asyncio.sleep((1 - WARN_AT) * limit)  # by then it has ended or goes on

    async def _take(self, text: str | None) -> None:
        if text and len(text) > LARGEST_FRAME * self._limit:
            why = Failed("too_large", _("This is too long. Say it in smaller parts."))
            return await self._line.end(why, TOO_LARGE)
        try:
            self._count_frame()
            if text is None:
                raise BadMessage(_("Send text frames with JSON, not binary ones."))
            wanted = decode(text, self._limit)
            if not isinstance(wanted, Ping):
                self._note_activity(is_stored=not isinstance(wanted, Chunk))
            await self._do(wanted)
        except BadMessage as bad:
            await self._line.hear(bad.failed())

    def _count_frame(self) -> None:
        """Raises BadMessage when more frames came within a second than a client of ours ever sends."""
        now = asyncio.get_running_loop().time()
        if len(self._frames) == MAX_FRAMES_A_SECOND and now - self._frames[0] < 1:
            raise BadMessage(_("These are too many messages at once. Please slow down."), "rate_limited")
        self._frames.append(now)

    async def _do(self, wanted: Wanted) -> None:
        match wanted:
            case Abilities():
                self._line.stream = wanted.stream
                await self._room.meet(wanted)
                self._room.begin()
            case SaidAudio() | SaidText():
                await self._say(wanted)
            case Chunk():
                await self._overhear(wanted)
            case ChunksComplete():
                await self._say(self._takes.complete(wanted))
            case Cancel():
                self._takes.drop()
                await self._room.cancel()
            case EndSession():
                self._ending = self._ending or asyncio.create_task(self._end())
            case Ping():
                await self._line.send({"type": "pong"})
            case _:
                await self._help(wanted)

    async def _help(self, wanted: Request | Repeated) -> None:
        if isinstance(wanted, Repeated):
            said = self._takes.complete(wanted.take) if isinstance(wanted.take, ChunksComplete) else wanted.take
            if await self._is_open(said.turn):
                await self._room.repeat(Repeat(said, wanted.turn))
        elif await self._is_open(None):
            await self._room.help(wanted)

    async def _overhear(self, chunk: Chunk) -> None:
        if data := self._takes.add(chunk):
            await self._room.overhear(chunk.turn, data)

    async def _say(self, said: Said) -> None:
        if await self._is_open(said.turn):
            self._room.begin()
            await self._room.say(said)

    async def _is_open(self, turn: str | None) -> bool:
        """Otherwise the client is told that the session is over."""
        session = sessions.get(self._services.db, self._room.session.id)
        is_open = session is not None and session.is_active
        if not is_open:
            await self._line.hear(Failed("session_over", _("This conversation has ended."), turn=turn))
        return is_open

    def _note_activity(self, is_stored: bool) -> None:
        """Not with every chunk into the database: a take ends soon, and that is noted."""
        self._active_at = asyncio.get_running_loop().time()
        if is_stored:
            with not_in_the_way():
                sessions.touch(self._services.db, self._room.session.id)

    async def _end(self) -> None:
        await self._services.sessions.end(self._room.session.id, wait=True)
        await self._line.close(1000)


def _ends_soon(limit: float) -> str:
    return _n(
        "Nothing has happened for a long time. Say or type something, or this conversation ends in a minute.",
        "Nothing has happened for a long time. Say or type something, or this conversation ends in {count} minutes.",
        max(1, round((1 - WARN_AT) * limit / 60)),
    )
