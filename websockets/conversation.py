"""The socket of a conversation: it is read at all times, also while a turn runs."""

import asyncio
import contextlib
from collections import deque
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from models import session as sessions
from models.database import StorageError, not_in_the_way
from models.session import Session
from services.container import Services
from services.events import Event, Failed
from services.help.requests import Repeat, Request
from services.lineup import Abilities
from services.room import Room
from services.said import Said, SaidAudio, SaidText
from texts import _, _n

from .bad_message import BadMessage
from .frames import as_text, encode
from .messages import Cancel, Chunk, ChunksComplete, EndSession, Ping, Repeated, Wanted, decode
from .takes import Takes

SEND_SECONDS = 10  # a peer that stops reading would otherwise hold its turn for ever
MAX_FRAMES_A_SECOND = 20
CHECK_SECONDS = 2  # so long after a sign-out, here or in another process, its sockets are closed
WARN_AT = 0.95  # of the time after which a quiet session ends
HELLO_SECONDS = 0.3  # so long the opening line waits for the client to say how it wants it
LARGEST_FRAME = 2  # times the largest recording: no recording is that long, whoever sends it is no client of ours
SIGNED_OUT, UNVERIFIED, INACTIVE, REPLACED, TOO_LARGE = 4401, 4403, 4408, 4409, 4413


async def conversation_socket(ws: WebSocket) -> None:
    """Refused before `accept` without a sign-in or for somebody else's session; then open until one side ends it."""
    services: Services = ws.app.state.services
    token = ws.cookies.get(ws.app.state.cookie)
    user = services.auth.who(token)
    session = sessions.owned(services.db, ws.path_params["session_id"], user.id) if user else None
    if user is None or session is None:
        await ws.close()
        return
    await ws.accept()
    line = Line(ws)
    if not user.email_verified:
        await line.hear(Failed("unverified", _("Please confirm your e-mail address first.")))
        await line.close(UNVERIFIED)
    elif not session.is_active:
        await line.hear(Failed("session_over", _("This conversation has ended. You find it in your history.")))
        await line.close(1000)
    else:
        await _talk(services, session, line, token)


async def _talk(services: Services, session: Session, line: "Line", token: str | None) -> None:
    room = await services.rooms.enter(session, line)
    watching = asyncio.create_task(_watch(services, line, token))
    try:
        await Reader(services, room, line).run()
    except (WebSocketDisconnect, RuntimeError):
        pass
    finally:
        watching.cancel()
        await services.rooms.leave(room, line)


async def _watch(services: Services, line: "Line", token: str | None) -> None:
    """The socket lives no longer than the sign-in that opened it, whichever process ended that."""
    is_signed_in = True
    while is_signed_in:
        await asyncio.sleep(CHECK_SECONDS)
        with contextlib.suppress(StorageError):  # asked again
            is_signed_in = services.auth.who(token) is not None
    await line.end(Failed("signed_out", _("You are signed out. Please sign in again.")), SIGNED_OUT)


class Line:
    """One client's connection, as the room's listener."""

    def __init__(self, ws: WebSocket) -> None:
        self._ws = ws
        self.stream = False
        self._is_over = False
        # Who opens it on another device may read another language.
        self._replaced = Failed("replaced", _("This conversation was opened on another device."))

    async def hear(self, event: Event) -> None:
        await self.send(encode(event, self.stream))

    async def send(self, message: dict[str, Any]) -> None:
        """A client that is gone or does not read is no reason to stop a turn."""
        with contextlib.suppress(WebSocketDisconnect, RuntimeError, TimeoutError, OSError):
            async with asyncio.timeout(SEND_SECONDS):
                await self._ws.send_text(as_text(message))

    async def replaced(self) -> None:
        await self.end(self._replaced, REPLACED)

    async def end(self, why: Failed, code: int) -> None:
        """Tell the client why it is let go. Nothing that it still sends is read, however slowly it closes."""
        self._is_over = True
        await self.hear(why)
        await self.close(code)

    async def close(self, code: int) -> None:
        with contextlib.suppress(RuntimeError, TimeoutError, OSError):
            async with asyncio.timeout(SEND_SECONDS):
                await self._ws.close(code)

    async def receive(self) -> str | None:
        """The next text frame; None for a binary one. Raises WebSocketDisconnect."""
        if self._ws.client_state is not WebSocketState.CONNECTED:
            raise WebSocketDisconnect(1006)
        message = await self._ws.receive()
        if self._is_over or message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1005))
        return message.get("text")


def _ends_soon(limit: float) -> str:
    return _n(
        "Nothing has happened for a long time. Say or type something, or this conversation ends in a minute.",
        "Nothing has happened for a long time. Say or type something, or this conversation ends in {count} minutes.",
        max(1, round((1 - WARN_AT) * limit / 60)),
    )


class Reader:
    """Reads frames and does what they ask, one after another; turns run beside it."""

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
