"""Open conversations: who listens to each, and the turn that runs in it. Losing this registry loses nothing."""

import asyncio
import contextlib
from collections.abc import Coroutine
from typing import Protocol

from config.settings import Settings
from models import scenario as scenarios
from models.database import Database
from models.session import Session
from models.turn import Turn

from . import cards, lineup, prompts
from .conversation import Conversation
from .events import Event, Failed, Ready
from .lineup import Abilities
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

    def __init__(self, conversation: Conversation, session: Session) -> None:
        self.session = session
        self._conversation = conversation
        self._listener: Listener | None = None
        self._turn: asyncio.Task[None] | None = None
        self._warming: asyncio.Task[None] | None = None
        self._able = Abilities()
        self._has_met = False
        self._has_begun = False
        self._is_opening = False

    @property
    def is_busy(self) -> bool:
        return self._turn is not None and not self._turn.done()

    @property
    def is_empty(self) -> bool:
        return self._listener is None and not self.is_busy

    async def emit(self, event: Event) -> None:
        if self._listener:
            await self._listener.hear(event)

    async def enter(self, listener: Listener) -> None:
        """The newest listener wins. It is told the transcript so far and who serves."""
        before, self._listener = self._listener, listener
        self._has_met = self._has_begun = False
        if before:
            await before.replaced()
        await self.emit(Ready(self.session.id, [_line(turn) for turn in self._conversation.so_far()]))
        await self._conversation.tell_lineup()
        if self._warming is None:
            self._warming = asyncio.create_task(self._conversation.warm())

    async def meet(self, able: Abilities) -> None:
        """What the client can do; said again when something turned out not to work."""
        before = self._conversation.lineup.in_use()
        self._able = able
        await self._conversation.lineup.adapt(able, announce=self._has_met)
        if self._conversation.lineup.in_use() != before:
            await self._conversation.tell_lineup()
        self._has_met = True

    def begin(self) -> None:
        """Once a listener: let the partner say what is due, the opening line or an answer that is still owed."""
        if not self._has_begun and not self.is_busy:
            self._is_opening = True
            self._start(self._conversation.begin(self._able.stream))
        self._has_begun = True

    async def say(self, said: Said) -> None:
        """Start a turn. Only the opening is waited for; while another turn runs the student is told to wait."""
        if self.is_busy and not self._is_opening:
            await self.emit(Failed("busy", "One moment: your partner is still answering.", turn=said.turn))
            return
        opening, self._is_opening = self._turn if self.is_busy else None, False
        self._start(self._after(opening, said))

    async def _after(self, opening: asyncio.Task[None] | None, said: Said) -> None:
        if opening:
            await opening
        await self._conversation.turn(said, self._able.stream)
        self._warming = asyncio.create_task(self._conversation.prepare())

    async def cancel(self) -> None:
        """Drop the running turn; what was heard stays."""
        if self._turn:
            self._turn.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await self._turn

    def leave(self, listener: Listener) -> None:
        if self._listener is listener:
            self._listener = None

    async def close(self) -> None:
        await self.cancel()
        if self._warming:
            self._warming.cancel()
        await self._conversation.lineup.close()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self._turn = asyncio.create_task(work)


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
        room.leave(listener)
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
        scenario = prompts.with_goal(scenario, session.goal)
        scenario = prompts.with_cards(scenario, cards.due(self._db, session))

        def line_up(moved: lineup.FellBackTo) -> lineup.Lineup:
            return lineup.for_user(self._db, self._settings, self._user_keys, session.user_id, moved)

        async def emit(event: Event) -> None:
            await room.emit(event)

        recordings = self._recordings if self._settings.keep_recordings else None
        room = Room(Conversation(self._db, recordings, session, scenario, line_up, emit), session)
        return room


def _line(turn: Turn) -> dict[str, str | None]:
    return {"turn": turn.turn, "who": turn.who, "text": turn.text, "provider": turn.provider}
