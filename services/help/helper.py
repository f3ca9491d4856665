"""A room's help beside the turn: when it may begin, when it is dropped, and how it says what went wrong."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import partial
from typing import Any

from models.database import StorageError
from models.turn import Turn
from providers.asr.chain import ASRChain
from providers.errors import NobodyLeft, ProviderError
from services.events import Event, Failed, Heard, Spoke
from texts import N_, _

from .assistant import Assistant, CannotBe
from .beside import Beside
from .requests import Again, Dispute, Edit, Repeat, Request, WantHint, WantTranslation
from .speaking import Voice

log = logging.getLogger(__name__)

Work = Callable[[], Coroutine[Any, Any, None]]
NO_ANSWER = N_("The language model did not answer. Please try again.")
TOO_MUCH = N_("Please wait a moment. We are still working on what you asked for.")
NOT_SAVED = N_("We could not save this. Please try again.")
FAILED = N_("This did not work. Please try again.")


class Helper:
    def __init__(self, assistant: Assistant, emit: Callable[[Event], Awaitable[None]]) -> None:
        self._assistant = assistant
        self._emit = emit
        self._beside = Beside()

    def lines(self, so_far: list[Turn]) -> list[dict[str, Any]]:
        return self._assistant.lines(so_far)

    def hold(self) -> None:
        """A turn begins: help waits for its first sound."""
        self._beside.hold()

    def release(self) -> None:
        """The turn is over."""
        self._beside.release()

    def notice(self, event: Event) -> None:
        """What the room tells its listener."""
        if isinstance(event, Spoke):
            self._beside.release()
        elif isinstance(event, Heard):
            self._correct(event.turn)

    async def make_way(self) -> None:
        """A new take: what belongs to the last turn is dropped. Answers not read now are read for the report."""
        await self._beside.stop("again", "hint", "correction")

    async def be_quiet(self) -> None:
        """The student speaks, or wants silence: a line that is said once more stops."""
        await self._beside.stop("again")

    async def close(self) -> None:
        await self._beside.stop()
        await self._assistant.close()

    async def ask(self, wanted: Request, voice: Voice) -> None:
        """Do it, now or as soon as the reply sounds."""
        does = self._assistant
        match wanted:
            case WantHint(step):
                await self._begin("hint", None, partial(does.hint, step))
            case WantTranslation(turn, lang):
                await self._begin("translation", turn, partial(does.translate, turn, lang))
            case Again(turn):
                await self._beside.stop("again")
                await self._begin("again", turn, partial(does.say_again, wanted, voice))
            case Dispute(turn):
                await self._told(turn, partial(does.dispute, turn))
            case Edit(turn, text):
                await self._told(turn, partial(does.edit, turn, text))
                self._correct(turn)

    async def repeat(self, wanted: Repeat, stt: ASRChain) -> None:
        await self._told(wanted.said.turn, partial(self._assistant.repeat, wanted, stt))

    def _correct(self, turn: str) -> None:
        if self._assistant.corrects_now:
            work = partial(self._assistant.correct, turn)
            self._beside.start("correction", partial(self._quietly, work))

    async def _begin(self, kind: str, turn: str | None, work: Work) -> None:
        if not self._beside.start(kind, partial(self._told, turn, work)):
            await self._emit(Failed("rate_limited", _(TOO_MUCH), turn=turn))

    async def _quietly(self, work: Work) -> None:
        """Nobody asked for it, so nobody is told when it fails."""
        try:
            await work()
        except Exception as error:
            log.warning("an answer was not corrected: %s", type(error).__name__)

    async def _told(self, turn: str | None, work: Work) -> None:
        try:
            await work()
        except CannotBe as why:
            await self._emit(Failed(why.code, str(why), turn=turn))
        except ProviderError as error:
            await self._emit(_failed(error, turn))
        except StorageError:
            await self._emit(Failed("not_saved", _(NOT_SAVED), turn=turn))
        except Exception as error:
            log.error("help failed: %s", type(error).__name__)
            await self._emit(Failed("provider_error", _(FAILED), turn=turn))


def _failed(error: ProviderError, turn: str | None) -> Failed:
    """What speech recognition and voices say is fit to be read; of a model's failure, only that it failed."""
    if isinstance(error, NobodyLeft):
        return Failed(error.error_code, _(NO_ANSWER) if error.service == "llm" else str(error), error.service, turn)
    code_of_a_take = error.code in ("no_speech", "bad_audio")
    return Failed(error.code, str(error) if code_of_a_take else _(NO_ANSWER), "stt" if code_of_a_take else "llm", turn)
