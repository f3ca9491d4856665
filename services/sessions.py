"""Sessions: started within the limits, ended with their transcript, ended for inactivity."""

import asyncio
import json
import logging

from config.settings import Settings
from models import scenario as scenarios
from models import session as sessions
from models import turn as turns
from models.database import Database, StorageError
from models.scenario import Scenario
from models.session import Aim, Session
from models.turn import Turn
from texts import _n

from . import cards, feedback
from .events import Ended
from .problems import TooMany
from .report.reports import Reports
from .rooms import Rooms

log = logging.getLogger(__name__)

SWEEP_SECONDS = 30
LONGEST_WAIT_SECONDS = 20  # whoever waits for a report gets after that what there is of it


class Sessions:
    def __init__(self, db: Database, settings: Settings, rooms: Rooms, reports: Reports) -> None:
        self._db = db
        self._settings = settings
        self._rooms = rooms
        self._reports = reports

    def left_today(self, user_id: int) -> int:
        return max(0, self._settings.max_sessions_per_day - sessions.started_today(self._db, user_id))

    def start(self, user_id: int, scenario: Scenario, aim: Aim | None = None) -> int:
        """A new session's id. Raises AlreadyActive and TooMany; checked and written in one transaction."""
        for stale in sessions.inactive(self._db, self._settings.session_inactivity_seconds):
            if stale.user_id == user_id:
                self._close(stale)
        with self._db.transaction():
            active = sessions.active_of(self._db, user_id)
            if active:
                raise sessions.AlreadyActive(active.id)
            if not self.left_today(user_id):
                raise _all_for_today(self._settings.max_sessions_per_day)
            return sessions.start(self._db, user_id, scenario.id, scenario.session_type, aim or Aim())

    async def end(self, session_id: int, wait: bool) -> Ended:
        """End a session and tell whoever is in its room; `wait` for the report, not for ever. Twice gives the same."""
        room = self._rooms.get(session_id)
        await self._rooms.close(session_id)
        session = sessions.get(self._db, session_id)
        if session and session.is_active:
            self._close(session)
        if wait:
            await self._reports.wait(session_id, LONGEST_WAIT_SECONDS)
        ended = Ended(_feedback(sessions.get(self._db, session_id)), f"/history/{session_id}")
        if room:
            await room.emit(ended)
        return ended

    async def delete(self, session_id: int) -> None:
        """A session with its turns, its report and its recordings, whatever is still at work on it."""
        await self._rooms.close(session_id)
        await self._reports.forget(session_id)
        sessions.delete(self._db, session_id)

    async def sweep(self) -> None:
        """End sessions in which nothing happens, for as long as the program runs."""
        while True:
            try:
                await self._sweep_once()
            except StorageError as error:
                log.warning("the sweep is tried again: %s", type(error).__name__)
            await asyncio.sleep(SWEEP_SECONDS)

    async def _sweep_once(self) -> None:
        await self._rooms.close_empty()
        for session in sessions.inactive(self._db, self._settings.session_inactivity_seconds):
            if not self._rooms.get(session.id):
                self._close(session)

    def _close(self, session: Session) -> None:
        """Saved at once with what can be counted; the report follows."""
        scenario, so_far = scenarios.get(self._db, session.scenario_id), turns.of_session(self._db, session.id)
        assert scenario is not None, "the foreign key guarantees it"  # noqa: S101
        answers = sum(turn.who == "student" for turn in so_far)
        status = "completed" if answers else "cancelled"
        text = feedback.counted(scenario, so_far)
        if sessions.close(self._db, session.id, status, transcript(so_far), text, answers) and answers:
            cards.settle(self._db, session, [turn.text for turn in so_far if turn.who == "student"])
            self._reports.write(session)


def _all_for_today(limit: int) -> TooMany:
    return TooMany(
        _n(
            "You have had {count} conversation today. You can start again after midnight UTC.",
            "You have had {count} conversations today. You can start again after midnight UTC.",
            limit,
        )
    )


def transcript(so_far: list[Turn]) -> str:
    """The turns as JSON, for `conversation_sessions.transcript`."""
    lines = [{"who": t.who, "text": t.text, "provider": t.provider, "at": t.created_at} for t in so_far]
    return json.dumps(lines, ensure_ascii=False)


def _feedback(session: Session | None) -> str:
    return (session and session.feedback) or ""
