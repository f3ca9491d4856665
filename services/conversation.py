"""A turn: what the student said is heard and answered. Every step is stored before it is told."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Awaitable, Callable

from config.providers import SERVICE_LABELS, TURN_TIMEOUT, Service
from models import fallback, user_key
from models import session as sessions
from models import turn as turns
from models.database import Database, StorageError, not_in_the_way
from models.scenario import Scenario
from models.session import Session
from models.turn import Turn
from providers.base import Provider
from providers.errors import InvalidKey, NobodyLeft, ProviderError, Timeout
from providers.llm.base import LLM, Prompt
from texts import N_, _

from . import prompts
from .clock import Clock
from .events import Emit, Failed, FellBack, InUse, Working
from .expenses import Expenses
from .hearing import Hearing
from .lineup import FellBackTo, Lineup
from .recordings import Recordings
from .said import Said
from .sentences import sentences, whole
from .utterance import Utterance

log = logging.getLogger(__name__)

NOT_SAVED = N_("We could not save this: the disk may be full. Please tell who runs TalkBuddy, and try again.")
BROKEN = N_("Something went wrong on our side. Please try again.")


class Conversation:
    """The heart. It knows nothing of sockets: `emit` is awaited with each event."""

    def __init__(
        self,
        db: Database,
        recordings: Recordings | None,
        session: Session,
        scenario: Scenario,
        line_up: Callable[[FellBackTo], Lineup],
        emit: Emit,
    ) -> None:
        self._db = db
        self._session = session
        self._scenario = scenario
        self._emit = emit
        self.expenses = Expenses(db, session.id)
        self.lineup = line_up(self._fell_back)
        self._hearing = Hearing(db, recordings, session.id, self.lineup.stt, self.expenses, emit)

    def so_far(self) -> list[Turn]:
        return turns.of_session(self._db, self._session.id)

    async def warm(self) -> None:
        await self.lineup.warm(self._prompt)

    async def warm_soon(self) -> None:
        """The student has begun to speak."""
        await asyncio.gather(self.lineup.warm_soon(), self.prepare())

    async def prepare(self) -> None:
        """Let the model read what was said while the student thinks and speaks."""
        await self.lineup.llm.prepare(self._prompt)

    def _prompt(self) -> Prompt:
        return prompts.conversation(self._scenario, self.so_far())

    async def begin(self, stream: bool) -> None:
        """The partner speaks first; in a resumed conversation it answers what was left without an answer."""
        await self._guarded(self._begin(stream), "")

    async def _begin(self, stream: bool) -> None:
        await self._begin_turn()
        before = self.so_far()
        if not before:
            await self._open(stream)
        elif before[-1].who == "student":
            await self._guarded(self._answer(stream, Clock()), before[-1].turn)

    async def turn(self, said: Said, stream: bool) -> None:
        await self._begin_turn()
        await self._guarded(self._turn(said, stream), said.turn)

    async def _begin_turn(self) -> None:
        """Who failed in the last turn may try again; the student is told when that changes who serves."""
        before = self.lineup.in_use()
        self.lineup.begin_turn()
        if self.lineup.in_use() != before:
            await self.tell_lineup()

    async def _turn(self, said: Said, stream: bool) -> None:
        clock = Clock()
        if await self._hearing.hear(said, clock):
            await self._answer(stream, clock)

    async def _guarded(self, work: Awaitable[None], turn: str) -> None:
        """Whatever goes wrong is said in words; what was stored stays."""
        try:
            async with asyncio.timeout(TURN_TIMEOUT):
                await work
        except NobodyLeft as error:
            await self._emit(Failed(error.error_code, str(error), error.service, turn))
        except ProviderError as error:
            await self._emit(Failed(error.code, str(error), "stt", turn))
        except TimeoutError:
            await self._emit(Failed(Timeout.code, _("This took too long. Please try again."), turn=turn))
        except StorageError as error:
            log.error("a turn was not saved: %s", type(error).__name__)
            await self._emit(Failed("not_saved", _(NOT_SAVED), turn=turn))
        except Exception as error:
            log.error("turn failed: %s", type(error).__name__, exc_info=_without_values(error))
            await self._emit(Failed("provider_error", _(BROKEN), turn=turn))

    async def _answer(self, stream: bool, clock: Clock) -> None:
        prompt = self._prompt()

        async def asked(model: LLM) -> None:
            clock.asked(model, prompt)
            await self._emit(Working("thinking", model.name))

        await self._say(self.lineup.llm.stream(prompt, asked, clock.answered), stream, clock)

    async def _open(self, stream: bool) -> None:
        """The opening line stands in the scenario: it needs no model and comes at once."""

        async def opening():
            yield self._scenario.opening, None

        await self._guarded(self._say(opening(), stream, Clock()), "")

    async def _say(self, words: AsyncGenerator[tuple[str, LLM | None], None], stream: bool, clock: Clock) -> None:
        utterance = Utterance(self._db, self._session.id, self.lineup, self._emit, stream)
        await utterance.say((sentences if stream else whole)(words), clock)
        with not_in_the_way():
            sessions.touch(self._db, self._session.id)

    async def _fell_back(
        self, service: Service, given_up: Provider, taken_up: Provider | None, error: ProviderError
    ) -> None:
        """Said the moment a provider is given up, before the next one has answered."""
        with not_in_the_way():
            fallback.add(self._db, self._session.id, service, given_up.name, error.code)
            if isinstance(error, InvalidKey) and given_up.needs_key:
                user_key.note_checked(self._db, self._session.user_id, given_up.name, False)
        if taken_up:
            words = _(
                "{service} by {given_up}: {reason}. Now: {taken_up}.",
                service=_(SERVICE_LABELS[service]),
                given_up=_(given_up.label),
                reason=error,
                taken_up=_(taken_up.label),
            )
            await self._emit(FellBack(service, given_up.name, taken_up.name, words))
            await self.tell_lineup()

    async def tell_lineup(self) -> None:
        await self._emit(InUse(**self.lineup.in_use()))


def _without_values(error: BaseException):
    """The traceback without the exception's own words and causes, which may hold what somebody said."""
    return (RuntimeError, RuntimeError(type(error).__name__), error.__traceback__)
