"""One open conversation: who listens to it, and the turn that runs in it."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import Protocol

from models.session import Session
from texts import _

from .collector import spare_imports
from .conversation import Conversation
from .events import Event, Failed, Ready
from .help.helper import Helper
from .help.requests import Repeat, Request
from .help.speaking import Voice
from .lineup import Abilities
from .listening import Listening
from .said import Said


class Listener(Protocol):
    """A client's end of a room."""

    async def hear(self, event: Event) -> None: ...

    async def replaced(self) -> None:
        """Another device took over."""
        ...


class Room:
    """The turn belongs to the room, not to the socket: a connection that breaks does not stop it."""

    def __init__(self, conversation: Conversation, session: Session, helper: Helper) -> None:
        self.session = session
        self._conversation = conversation
        self._helper = helper
        self._listener: Listener | None = None
        self._listening = Listening(conversation.lineup.stt, self.emit, conversation.expenses.add)
        self._turn: asyncio.Task[None] | None = None
        self._warming: asyncio.Task[None] | None = None
        self._connecting: asyncio.Task[None] | None = None
        self._speaking: str | None = None
        self._able = Abilities()
        self._has_met = False
        self._has_begun = False
        self._gives_way = False

    @property
    def is_busy(self) -> bool:
        return self._turn is not None and not self._turn.done()

    @property
    def is_empty(self) -> bool:
        return self._listener is None and not self.is_busy

    async def emit(self, event: Event) -> None:
        if self._listener:
            await self._listener.hear(event)
        self._helper.notice(event)

    async def enter(self, listener: Listener) -> None:
        """The newest listener wins. It is told the transcript so far and who serves."""
        before, self._listener = self._listener, listener
        await self._listening.drop()
        self._has_met = self._has_begun = False
        if before:
            await before.replaced()
        await self.emit(Ready(self.session.id, self._helper.lines(self._conversation.so_far())))
        await self._conversation.tell_lineup()
        if self._warming is None:
            self._warming = asyncio.create_task(self._warm())
        else:
            self.warm_soon()

    async def meet(self, able: Abilities) -> None:
        """What the client can do; said again when something turned out not to work."""
        before = self._conversation.lineup.in_use()
        self._able = able
        await self._conversation.lineup.adapt(able, announce=self._has_met)
        if self._conversation.lineup.in_use() != before:
            await self._conversation.tell_lineup()
        self._has_met = True

    def warm_soon(self) -> None:
        """The student has begun to speak: have connections ready by the end of it. Returns at once."""
        if self._connecting is None or self._connecting.done():
            self._connecting = asyncio.create_task(self._conversation.warm_soon())

    def begin(self) -> None:
        """Once a listener: let the partner say what is due, the opening line or an answer that is still owed."""
        if not self._has_begun and not self.is_busy:
            self._gives_way = True
            self._start(self._conversation.begin(self._able.stream))
        self._has_begun = True

    async def overhear(self, turn: str, data: bytes) -> None:
        """Part of a take that the student still speaks."""
        if turn != self._speaking:
            self._speaking = turn
            self.warm_soon()
        await self._listening.add(turn, data)

    async def say(self, said: Said) -> None:
        """Start a turn."""
        if await self._is_free_for(said):
            await self._helper.make_way()
            await self._take(said, lambda heard: self._conversation.turn(heard, self._able.stream))

    async def help(self, wanted: Request) -> None:
        """Beside the turn: hints, translations, lines once more, and what a student says of their own lines."""
        await self._helper.ask(wanted, Voice(self._conversation.lineup.tts, self._able.stream))

    async def repeat(self, wanted: Repeat) -> None:
        """A line said again: it is heard like a take, and no turn."""
        if await self._is_free_for(wanted.said):
            await self._helper.be_quiet()
            stt = self._conversation.lineup.stt
            await self._take(wanted.said, lambda heard: self._helper.repeat(replace(wanted, said=heard), stt))

    async def cancel(self) -> None:
        """Drop the running turn, a line that is said once more and the take that is being spoken; what was heard
        stays, and so does other help: it makes no sound."""
        await self._helper.be_quiet()
        await self._listening.drop()
        if self.is_busy:
            await self._drop_turn()
            self._warming = asyncio.create_task(self._conversation.prepare())

    async def settled(self) -> None:
        """Wait until the running turn is over, whatever became of it."""
        if self._turn:
            await asyncio.wait([self._turn])

    async def leave(self, listener: Listener) -> None:
        if self._listener is listener:
            self._listener = None
            await self._listening.drop()

    async def close(self) -> None:
        await self._helper.close()
        await self._listening.close()
        await self._drop_turn()
        for warming in filter(None, (self._warming, self._connecting)):
            warming.cancel()
        await self._conversation.lineup.close()

    async def _warm(self) -> None:
        await self._conversation.warm()
        spare_imports()

    async def _is_free_for(self, said: Said) -> bool:
        """The opening and the end of a turn are waited for; in between the student is told to wait."""
        if not self.is_busy or self._gives_way:
            return True
        await self._listening.drop()
        await self.emit(Failed("busy", _("One moment: your partner is still answering."), turn=said.turn))
        return False

    async def _take(self, said: Said, work: Callable[[Said], Awaitable[None]]) -> None:
        """Begin to work on what was said, together with what was heard of it while it was spoken."""
        heard = await self._listening.release(said)
        before, self._gives_way = self._turn if self.is_busy else None, False
        self._start(self._after(before, partial(work, heard)))

    async def _after(self, before: asyncio.Task[None] | None, work: Callable[[], Awaitable[None]]) -> None:
        if before:
            with contextlib.suppress(Exception):  # it is not this take's fault
                await before
            self._helper.hold()
        try:
            await work()
        finally:
            self._gives_way = True  # whoever was told the end may speak at once
            await self._listening.done()
        self._warming = asyncio.create_task(self._conversation.prepare())

    async def _drop_turn(self) -> None:
        if self._turn:
            self._turn.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._turn
        await self._listening.done()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self._helper.hold()
        self._turn = asyncio.create_task(work)
        self._turn.add_done_callback(lambda _: self._helper.release())
