"""What help does: each wish of a student's, one method. Raises CannotBe, ProviderError and StorageError."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from models import correction as corrections
from models import preference, review_card
from models import turn as turns
from models.database import Database
from models.scenario import Scenario
from models.session import Session
from models.turn import Turn
from providers.asr.chain import ASRChain
from providers.llm.chain import LLMChain
from services import practice
from services.events import Event
from services.expenses import Expenses
from services.lineup import Lineup
from services.said import Said, SaidText
from texts import N_, _

from .corrected import corrected
from .corrector import Corrector
from .events import Disputed, Edited, Hinted, Rephrased, Translated
from .hints import hint
from .lines import lines
from .repeating import said_again
from .requests import Again, Repeat
from .rewording import SIMPLER, Rewording
from .speaking import SLOWER, Voice, speak_again

UNKNOWN = N_("We do not know this line. Reload the page and try again.")
NOT_YOURS = N_("Only your own lines can be changed.")
NOT_THE_PARTNERS = N_("Only your partner's lines can be said again.")
NO_LANGUAGE = N_("Choose your language in Settings first.")
NO_MODEL = N_("There is no language model here that could do this. You can add one in Settings.")


class CannotBe(Exception):
    """A wish that cannot be fulfilled; the message says why, `code` is the contract's."""

    def __init__(self, message: str, code: str = "bad_message") -> None:
        super().__init__(message)
        self.code = code


class Assistant:
    """`models` makes a line-up for help alone; it is made when first needed and must be closed."""

    def __init__(
        self,
        db: Database,
        session: Session,
        scenario: Scenario,
        models: Callable[[], Lineup],
        emit: Callable[[Event], Awaitable[None]],
    ) -> None:
        self._db = db
        self._session = session
        self._scenario = scenario
        self._models = models
        self._emit = emit
        self._expenses = Expenses(db, session.id)
        self._served: Lineup | None = None

    @property
    def corrects_now(self) -> bool:
        """Whether the student wants to be corrected after each turn."""
        wishes = preference.of_user(self._db, self._session.user_id)
        return practice.corrected(wishes, self._session.session_type) == "each"

    def lines(self, so_far: list[Turn]) -> list[dict[str, Any]]:
        """The transcript for whoever enters."""
        return lines(self._db, self._session.id, so_far)

    async def close(self) -> None:
        if self._served:
            await self._served.close()

    async def hint(self, step: int) -> None:
        so_far = turns.of_session(self._db, self._session.id)
        await self._emit(Hinted(step, await hint(self._llm(), self._scenario, so_far, step)))

    async def translate(self, turn: str, lang: str) -> None:
        line = self._line(turn)
        lang = lang or preference.of_user(self._db, self._session.user_id).language
        if not lang:
            raise CannotBe(_(NO_LANGUAGE))
        await self._emit(Translated(turn, lang, await self._rewording(line, lang).translated(line, lang)))

    async def say_again(self, wanted: Again, voice: Voice) -> None:
        line = self._line(wanted.turn, "partner")
        text, speed = line.text, SLOWER if wanted.how == "slower" else 1.0
        if wanted.how == "simpler":
            text = await self._rewording(line, SIMPLER).simpler(line)
            await self._emit(Rephrased(line.turn, text))
        await speak_again(voice, line.turn, text, speed, self._emit, self._expenses.spoke)

    async def dispute(self, turn: str) -> None:
        line = self._line(turn, "student")
        with self._db.transaction():
            turns.dispute(self._db, self._session.id, line.turn)
            review_card.remove_of_turn(self._db, self._session.id, line.turn)
        await self._emit(Disputed(turn))

    async def edit(self, turn: str, text: str) -> None:
        line = self._line(turn, "student")
        with self._db.transaction():
            turns.edit(self._db, self._session.id, line.turn, text)
            corrections.drop(self._db, self._session.id, line.turn)
        await self._emit(Edited(line.turn, text))

    async def correct(self, turn: str) -> None:
        """Read an answer once; what changed meanwhile is not told."""
        line = turns.find(self._db, self._session.id, turn)
        if line is None or line.is_disputed or corrections.find(self._db, self._session.id, turn):
            return
        found = await Corrector(self._llm()).read(line)
        if found is None or turns.find(self._db, self._session.id, turn) != line:
            return
        corrections.put(self._db, self._session.id, found)
        if told := corrected(line, found):
            await self._emit(told)

    async def repeat(self, wanted: Repeat, stt: ASRChain) -> None:
        """Hear the line once more and hold it against the better words; no turn is stored, nor is the recording."""
        line = self._line(wanted.turn)
        text = await self._heard(wanted.said, stt)
        result = said_again(line, corrections.find(self._db, self._session.id, line.turn), text)
        if result.repaired:
            corrections.repaired(self._db, self._session.id, line.turn)
        await self._emit(result)

    def _line(self, turn: str, who: str | None = None) -> Turn:
        line = turns.find(self._db, self._session.id, turn)
        if line is None:
            raise CannotBe(_(UNKNOWN))
        if who and line.who != who:
            raise CannotBe(_(NOT_YOURS if who == "student" else NOT_THE_PARTNERS))
        return line

    def _rewording(self, line: Turn, form: str) -> Rewording:
        llm = self._llm()
        rewording = Rewording(self._db, llm)
        if not rewording.known(line, form) and not any(provider.is_model for provider in llm.providers):
            raise CannotBe(_(NO_MODEL), "provider_error")
        return rewording

    def _llm(self) -> LLMChain:
        if self._served is None:
            self._served = self._models()
            self._served.llm.used = self._expenses.read
        self._served.begin_turn()
        return self._served.llm

    async def _heard(self, said: Said, stt: ASRChain) -> str:
        if isinstance(said, SaidText):
            return said.text
        length = asyncio.create_task(said.seconds())
        try:
            transcript, provider = await stt.transcribe(said.recording, ahead=said.ahead)
            seconds = await asyncio.shield(length)
        except BaseException as error:
            if payee := said.heard_in_vain(error):
                self._expenses.heard(payee, length)
            raise
        for share in await said.shares(provider, seconds):
            self._expenses.add(share)
        return transcript.text
