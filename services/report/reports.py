"""Reports are written after a session has ended: measured first, then read by a model, each part stored when ready."""

import asyncio
import logging
from collections.abc import Sequence

from config.settings import Settings
from models import report_part
from models import scenario as scenarios
from models import session as sessions
from models import turn as turns
from models.database import Database
from models.scenario import Scenario
from models.session import Session
from models.turn import Turn
from providers.chain import LLMChain
from providers.errors import ProviderError
from services import cards, feedback, lineup
from services.measures import tokens
from services.measures.figure import ENOUGH_WORDS
from services.recordings import Recordings
from services.user_keys import UserKeys

from . import coach
from .measuring import measure
from .parts import Coaching, Problem, Report, report, to_json
from .summary import summary

log = logging.getLogger(__name__)
INTERVIEW = "interview_prep"


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
        return report({name: part.content for name, part in stored.items()}, by)

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
                found = await measure(self._recordings, so_far, session.session_type == INTERVIEW)
                report_part.put(self._db, session.id, "measured", to_json(found))
                self._summarise(session.id, scenario, so_far)
            await self._read(session, scenario, so_far)
        except Exception as error:
            log.error("a report was not finished: %s", type(error).__name__)
            report_part.put(self._db, session.id, "problem", to_json(Problem("failed")))

    async def _read(self, session: Session, scenario: Scenario, so_far: list[Turn]) -> None:
        """Let a model read the session. Whatever it does, what is stored holds."""

        async def moved(*_: object) -> None:
            pass  # nobody is listening any more

        served = lineup.for_user(self._db, self._settings, self._user_keys, session.user_id, moved)
        try:
            problem = await Reading(self._db, served.llm, session, scenario, so_far).run()
        except ProviderError as error:
            log.info("no model read the session: %s", type(error).__name__)
            problem = Problem("failed")
        finally:
            await served.close()
        if problem:
            report_part.put(self._db, session.id, "problem", to_json(problem))
        self._summarise(session.id, scenario, so_far)

    def _summarise(self, session_id: int, scenario: Scenario, so_far: Sequence[Turn]) -> None:
        found = self.of(session_id)
        text = summary(feedback.counted(scenario, list(so_far)), found.measured, found.coaching)
        sessions.set_feedback(self._db, session_id, text, found.by or "counted")


class Reading:
    """A model reads one session: one question at a time, because small models lose long answers."""

    def __init__(
        self, db: Database, llm: LLMChain, session: Session, scenario: Scenario, so_far: Sequence[Turn]
    ) -> None:
        self._db = db
        self._llm = llm
        self._session = session
        self._scenario = scenario
        self._turns = so_far
        self._said = [turn.text for turn in so_far if turn.who == "student"]

    async def run(self) -> Problem | None:
        """Store what holds; why there is no coaching, if so. Raises ProviderError."""
        if not any(provider.is_model for provider in self._llm.providers):
            return Problem("no_model")
        text, by = await self._ask(coach.COACHING)
        coaching = coach.coaching(text, self._said)
        if _says_something(coaching):
            self._keep("coaching", coaching, by)
            self._keep_cards(coaching)
        if sum(len(tokens.words(text)) for text in self._said) >= ENOUGH_WORDS:
            text, by = await self._ask(coach.RUBRIC)
            self._keep("rubric", coach.rubric(text, self._said), by)
        if self._session.session_type == INTERVIEW:
            text, by = await self._ask(coach.STORIES)
            self._keep("star", coach.star(text, self._said), by)
        return None if _says_something(coaching) else Problem("nothing_held", coaching.dropped)

    def _keep_cards(self, coaching: Coaching) -> None:
        mine = [turn.turn for turn in self._turns if turn.who == "student"]
        for point in coaching.points:
            cards.keep(self._db, self._session, mine[point.quote.answer - 1], point.quote.text, point.better)

    async def _ask(self, request: str) -> tuple[str, str]:
        text, provider = await self._llm.reply(coach.prompt(request, self._scenario, self._turns))
        return text, provider.name

    def _keep(self, part: str, content: object, by: str) -> None:
        report_part.put(self._db, self._session.id, part, to_json(content), by)


def _says_something(coaching: Coaching) -> bool:
    return bool(coaching.praise or coaching.points)
