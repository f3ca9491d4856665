"""Reports are written after a session has ended: measured first, then read by a model, each part stored when ready."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import replace

from config.settings import Settings
from models import correction as corrections
from models import preference, report_part
from models import scenario as scenarios
from models import session as sessions
from models import turn as turns
from models.database import Database
from models.scenario import Scenario
from models.session import Session
from models.turn import Turn
from providers.errors import ProviderError
from services import feedback, lineup, practice
from services.expenses import Expenses
from services.recordings import Recordings
from services.user_keys import UserKeys

from .measuring import measure
from .parts import Problem, Report, report, to_json
from .reading import Reading
from .summary import summary

log = logging.getLogger(__name__)


class Reports:
    def __init__(self, db: Database, settings: Settings, user_keys: UserKeys, recordings: Recordings) -> None:
        self._db = db
        self._settings = settings
        self._user_keys = user_keys
        self._recordings = recordings
        self._being_written: dict[int, asyncio.Task[None]] = {}

    def of(self, session_id: int) -> Report:
        """What is there of the report so far."""
        stored = report_part.of_session(self._db, session_id)
        by = stored["coaching"].provider if "coaching" in stored else None
        found = report({name: part.content for name, part in stored.items()}, by)
        return replace(found, corrections=corrections.counted(self._db, session_id))

    def is_being_written(self, session_id: int) -> bool:
        return session_id in self._being_written

    def write(self, session: Session) -> None:
        """Begin to write the report of an ended session, or to write again what is missing. Once at a time."""
        if session.id not in self._being_written:
            report_part.remove(self._db, session.id, "problem")
            task = asyncio.create_task(self._write(session))
            self._being_written[session.id] = task
            task.add_done_callback(lambda _: self._being_written.pop(session.id, None))

    async def wait(self, session_id: int, seconds: float) -> None:
        """Until the report is written, but no longer than this."""
        if session_id in self._being_written:
            await asyncio.wait([self._being_written[session_id]], timeout=seconds)

    async def stop(self) -> None:
        for task in list(self._being_written.values()):
            task.cancel()

    async def forget(self, session_id: int) -> None:
        """A session is deleted: stop writing about it, and delete its recordings."""
        task = self._being_written.get(session_id)
        if task:
            task.cancel()
            await asyncio.wait([task])
        await self._recordings.drop_sessions([session_id])

    async def _write(self, session: Session) -> None:
        scenario, so_far = scenarios.get(self._db, session.scenario_id), turns.of_session(self._db, session.id)
        assert scenario is not None, "the foreign key guarantees it"  # noqa: S101
        try:
            if self.of(session.id).measured is None:
                found = await measure(self._recordings, so_far, session.session_type == practice.INTERVIEW)
                report_part.put(self._db, session.id, "measured", to_json(found))
                self._summarise(session.id, scenario, so_far)
            await self._read(session, scenario, so_far)
        except Exception as error:
            log.error("a report was not finished: %s", type(error).__name__)
            report_part.put(self._db, session.id, "problem", to_json(Problem("failed")))

    async def _read(self, session: Session, scenario: Scenario, so_far: list[Turn]) -> None:
        """Let a model read the session. Whatever it does, what is stored holds."""
        served = lineup.for_user(self._db, self._settings, self._user_keys, session.user_id, lineup.quietly)
        served.llm.used = Expenses(self._db, session.id).read
        reading = Reading(self._db, served.llm, session, scenario, so_far)
        try:
            await self._coach(session, reading)
            self._summarise(session.id, scenario, so_far)
            if practice.corrected(preference.of_user(self._db, session.user_id), session.session_type) != "off":
                await reading.correct()
        finally:
            await served.close()
        reading.keep_cards(self.of(session.id).coaching)

    async def _coach(self, session: Session, reading: Reading) -> None:
        try:
            problem = await reading.run(self.of(session.id))
        except ProviderError as error:
            log.info("no model read the session: %s", type(error).__name__)
            problem = Problem("failed")
        if problem:
            report_part.put(self._db, session.id, "problem", to_json(problem))

    def _summarise(self, session_id: int, scenario: Scenario, so_far: Sequence[Turn]) -> None:
        found = self.of(session_id)
        text = summary(feedback.counted(scenario, list(so_far)), found.measured, found.coaching)
        sessions.set_feedback(self._db, session_id, text, found.by or "counted")
