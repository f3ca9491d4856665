"""Open conversations: who listens to each, and the turn that runs in it. Losing this registry loses nothing."""

import asyncio
import contextlib
from collections.abc import Coroutine
from dataclasses import replace
from typing import Protocol

from config.settings import Settings
from models import preference
from models import scenario as scenarios
from models.database import Database
from models.session import Session

from . import cards, levels, lineup, prompts
from .conversation import Conversation
from .events import Event, Failed, Ready
from .help.assistant import Assistant
from .help.helper import Helper
from .help.requests import Repeat, Request
from .help.speaking import Voice
from .lineup import Abilities
from .listening import Listening
from .recordings import Recordings
from .said import Said
from .user_keys import UserKeys


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
        self._listening = Listening(conversation.lineup.stt, self.emit)
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
            self._warming = asyncio.create_task(self._conversation.warm())
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
        """Start a turn. The opening and the end of a turn are waited for; in between the student is told to wait."""
        if self.is_busy and not self._gives_way:
            await self._listening.drop()
            await self.emit(_busy(said.turn))
            return
        await self._helper.make_way()
        said = await self._listening.release(said)
        opening, self._gives_way = self._turn if self.is_busy else None, False
        self._start(self._after(opening, said))

    async def _after(self, opening: asyncio.Task[None] | None, said: Said) -> None:
        if opening:
            await opening
        try:
            await self._conversation.turn(said, self._able.stream)
        finally:
            self._gives_way = True  # whoever was told the end may speak at once
            await self._listening.done()
        self._warming = asyncio.create_task(self._conversation.prepare())

    async def help(self, wanted: Request) -> None:
        """Beside the turn: hints, translations, lines once more, and what a student says of their own lines."""
        await self._helper.ask(wanted, Voice(self._conversation.lineup.tts, self._able.stream))

    async def repeat(self, wanted: Repeat) -> None:
        """A line said again: it is heard like a take, and no turn."""
        if self.is_busy and not self._gives_way:
            await self._listening.drop()
            await self.emit(_busy(wanted.said.turn))
            return
        await self._helper.be_quiet()
        said = await self._listening.release(wanted.said)
        before, self._gives_way = self._turn if self.is_busy else None, False
        self._start(self._repeated(before, replace(wanted, said=said)))

    async def _repeated(self, before: asyncio.Task[None] | None, wanted: Repeat) -> None:
        if before:
            await before
        try:
            await self._helper.repeat(wanted, self._conversation.lineup.stt)
        finally:
            await self._listening.done()

    async def cancel(self) -> None:
        """Drop the running turn, the take that is being spoken and the help beside it; what was heard stays."""
        await self._helper.stop()
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


class Rooms:
    def __init__(self, db: Database, settings: Settings, user_keys: UserKeys, recordings: Recordings) -> None:
        self._db = db
        self._settings = settings
        self._user_keys = user_keys
        self._recordings = recordings
        self._open: dict[int, Room] = {}

    async def enter(self, session: Session, listener: Listener) -> Room:
        await self.close_empty()
        room = self._open.get(session.id) or self._make(session)
        self._open[session.id] = room
        await room.enter(listener)
        return room

    async def leave(self, room: Room, listener: Listener) -> None:
        await room.leave(listener)
        await self.close_empty()

    async def close(self, session_id: int) -> None:
        """The session has ended: whoever is inside is let go."""
        room = self._open.pop(session_id, None)
        if room:
            await room.close()

    def get(self, session_id: int) -> Room | None:
        return self._open.get(session_id)

    async def close_all(self) -> None:
        for session_id in list(self._open):
            await self.close(session_id)

    async def close_empty(self) -> None:
        for session_id in [session_id for session_id, room in self._open.items() if room.is_empty]:
            await self.close(session_id)

    def _make(self, session: Session) -> Room:
        scenario = scenarios.get(self._db, session.scenario_id)
        assert scenario is not None, "the foreign key guarantees it"  # noqa: S101
        scenario = prompts.with_goal(prompts.at_level(scenario, session.level), session.goal)
        scenario = prompts.with_cards(scenario, cards.due(self._db, session))

        def line_up(moved: lineup.FellBackTo) -> lineup.Lineup:
            served = lineup.for_user(self._db, self._settings, self._user_keys, session.user_id, moved)
            served.pace(levels.pace(scenario.level))
            return served

        async def emit(event: Event) -> None:
            await room.emit(event)

        wants_recordings = preference.of_user(self._db, session.user_id).keep_recordings
        recordings = self._recordings if self._settings.keep_recordings and wants_recordings else None
        assistant = Assistant(self._db, session, scenario, lambda: line_up(lineup.quietly), emit)
        conversation = Conversation(self._db, recordings, session, scenario, line_up, emit)
        room = Room(conversation, session, Helper(assistant, emit))
        return room


def _busy(turn: str) -> Failed:
    return Failed("busy", "One moment: your partner is still answering.", turn=turn)
