"""What the partner says in one turn: every piece is stored, then told, and spoken while the next is being written."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from contextlib import aclosing

from models import turn as turns
from models.database import Database, StorageError
from providers.errors import NobodyLeft
from providers.llm.base import LLM

from .clock import Clock
from .events import Emit, Failed, Replied, ReplyPart, Spoke, Took, Working
from .expenses import Expenses
from .lineup import Lineup
from .said import new_turn
from .sentences import Piece
from .speaking import AT_A_TIME, Speaker, Spoken, rate

SCENARIO = "scenario"


class Utterance:
    """One turn of the partner's. With `stream` it is told piece by piece, otherwise as a whole."""

    def __init__(self, db: Database, session_id: int, lineup: Lineup, emit: Emit, stream: bool) -> None:
        self._db = db
        self._session_id = session_id
        self._lineup = lineup
        self._emit = emit
        self._stream = stream
        self.turn = new_turn()
        self._text = ""
        self._heard = ""
        self._unheard: list[str] = []
        self._author = SCENARIO

    async def say(self, pieces: AsyncGenerator[Piece[LLM | None], None], clock: Clock) -> None:
        """Interrupted, it stays as far as it was spoken."""
        speaker = Speaker(self._lineup.tts, self._stream, lambda spoken: self._hand_out(spoken, clock))
        try:
            async with aclosing(pieces):
                async for piece in pieces:
                    await self._add(piece, speaker, clock)
            if self._stream and self._text:
                await self._emit(Replied(self.turn, self._text, self._author))
            await speaker.finish()
        except BaseException as error:
            speaker.stop()
            if isinstance(error, asyncio.CancelledError):
                clock.interrupted(self._lineup.tts.active, self._unheard[:AT_A_TIME])
            await self._cut_short()
            raise
        finally:
            speaker.stop()
            self._note(clock)
        ms = clock.hearing.stt_ms, clock.llm_ms, clock.tts_ms, clock.first_audio_ms
        await self._emit(Took(self.turn, *ms, clock.cost))

    async def _add(self, piece: Piece[LLM | None], speaker: Speaker, clock: Clock) -> None:
        """The voice is asked at once; nothing of it is told or heard before it is stored."""
        speaker.say(piece)
        self._unheard.append(piece.text.strip())
        await asyncio.sleep(0)  # its request goes out before the disk is waited for
        is_first = not self._text
        self._text, self._author = self._text + piece.text, piece.who.name if piece.who else SCENARIO
        clock.answering()
        turns.add_reply(self._db, self._session_id, self.turn, self._text, self._author)
        await self._db.on_disk()
        if self._stream:
            await self._emit(ReplyPart(self.turn, piece.text.strip()))
        else:
            await self._emit(Replied(self.turn, self._text, self._author))
        if is_first:
            await self._emit(Working("speaking", self._lineup.in_use()["tts"]))
        speaker.allow()

    async def _hand_out(self, spoken: Spoken, clock: Clock) -> None:
        clock.tts_ms = clock.tts_ms or spoken.ms
        self._heard += spoken.text
        if spoken.text:
            self._unheard.pop(0)
        if spoken.provider is None:
            if not clock.voiceless:
                clock.voiceless = True
                await self._emit(Failed("provider_error", str(NobodyLeft("tts", None)), "tts", self.turn))
            return
        text = spoken.text.strip()
        if text:
            clock.spoke(spoken.provider, text)
        pace = rate(spoken.audio, spoken.provider)
        await self._emit(Spoke(self.turn, spoken.seq, text, spoken.audio, spoken.provider.name, spoken.last, pace))

    def _note(self, clock: Clock) -> None:
        """What it took; what an answer cost of which nothing is left as well."""
        if not turns.note(self._db, self._session_id, self.turn, clock.took()):
            for share in clock.shares:
                Expenses(self._db, self._session_id).add(share)

    async def _cut_short(self) -> None:
        """Keep what was heard, and tell that where the client was told more."""
        if self._heard == self._text:
            return
        with contextlib.suppress(StorageError):  # it may be the very reason
            turns.cut_reply(self._db, self._session_id, self.turn, self._heard)
            await self._db.on_disk()
        if self._stream:
            await self._emit(Replied(self.turn, self._heard, self._author))
