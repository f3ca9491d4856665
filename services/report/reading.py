"""A model reads one session: one question at a time, because small models lose long answers."""

from collections.abc import Sequence

from models import correction as corrections
from models import report_part
from models.database import Database
from models.scenario import Scenario
from models.session import Session
from models.turn import Turn
from providers.llm.chain import LLMChain
from services import cards
from services.help.corrector import Corrector
from services.measures import tokens
from services.measures.answers import asks_for_a_story
from services.measures.figure import ENOUGH_WORDS
from services.practice import INTERVIEW

from . import coach
from .parts import Coaching, Problem, Report, to_json


class Reading:
    """Only what is not there yet is asked for. A line that the student disputed is not read."""

    def __init__(
        self, db: Database, llm: LLMChain, session: Session, scenario: Scenario, so_far: Sequence[Turn]
    ) -> None:
        self._db = db
        self._llm = llm
        self._session = session
        self._scenario = scenario
        self._turns = so_far
        self._mine = [turn for turn in so_far if turn.who == "student"]
        self._said = ["" if turn.is_disputed else turn.text for turn in self._mine]

    async def run(self, there: Report) -> Problem | None:
        """Store what holds; why there is no coaching, if so. Raises ProviderError."""
        if not any(provider.is_model for provider in self._llm.providers):
            return Problem("no_model")
        problem = None if there.coaching else await self._coach()
        if there.rubric is None and sum(len(tokens.words(text)) for text in self._said) >= ENOUGH_WORDS:
            text, by = await self._ask(coach.RUBRIC)
            self._keep("rubric", coach.rubric(text, self._said), by)
        if there.star is None and self._session.session_type == INTERVIEW:
            text, by = await self._ask(coach.STORIES)
            self._keep("star", coach.star(text, self._said, self._stories()), by)
        return problem

    async def correct(self) -> None:
        """Read the answers that were not read in the room. A model that fails is not asked again; the rules go on."""
        corrector, is_answering = Corrector(self._llm), True
        read = corrections.read(self._db, self._session.id)
        for turn in self._mine:
            if turn.is_disputed or turn.turn in read:
                continue
            found = await (corrector.read(turn) if is_answering else corrector.by_rules(turn))
            is_answering = is_answering and found is not None
            if found:
                corrections.put(self._db, self._session.id, found)

    def keep_cards(self, coaching: Coaching | None) -> None:
        """Better words come back: those of the points, and of the corrections of other answers."""
        pointed = set()
        for point in coaching.points if coaching else []:
            turn = self._mine[point.quote.answer - 1].turn
            pointed.add(turn)
            cards.keep(self._db, self._session, turn, point.quote.text, point.better)
        for found in corrections.counted(self._db, self._session.id):
            if found.better and found.turn not in pointed:
                cards.keep(self._db, self._session, found.turn, found.original, found.better)

    def _stories(self) -> list[int]:
        """The answers to questions for a story, without those that the student disputed."""
        questions, question = [], ""
        for turn in self._turns:
            question = turn.text if turn.who == "partner" else question
            questions += [question] if turn.who == "student" else []
        return [
            number
            for number, (question, said) in enumerate(zip(questions, self._said, strict=True), 1)
            if said and asks_for_a_story(question)
        ]

    async def _coach(self) -> Problem | None:
        text, by = await self._ask(coach.COACHING)
        coaching = coach.coaching(text, self._said)
        if not coaching.praise and not coaching.points:
            return Problem("nothing_held", coaching.dropped)
        self._keep("coaching", coaching, by)
        return None

    async def _ask(self, request: str) -> tuple[str, str]:
        text, provider = await self._llm.reply(coach.prompt(request, self._scenario, self._turns))
        return text, provider.name

    def _keep(self, part: str, content: object, by: str) -> None:
        report_part.put(self._db, self._session.id, part, to_json(content), by)
