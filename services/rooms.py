"""The open conversations. Losing this registry loses nothing."""

from config.settings import Settings
from models import preference
from models import scenario as scenarios
from models.database import Database
from models.session import Session

from . import cards, levels, lineup, prompts
from .conversation import Conversation
from .events import Event
from .help.assistant import Assistant
from .help.helper import Helper
from .recordings import Recordings
from .room import Listener, Room
from .user_keys import UserKeys


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
        try:
            await room.enter(listener)
        except BaseException:
            await self.leave(room, listener)
            raise
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
        for session_id, room in list(self._open.items()):
            if room.is_empty and self._open.get(session_id) is room:  # somebody may have come meanwhile
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
