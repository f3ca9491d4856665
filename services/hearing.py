"""What the student said in one turn: recognised, stored, then told."""

import asyncio
import json
import logging
from dataclasses import asdict

from models import turn as turns
from models.database import Database
from models.turn import Recording, Turn
from providers.asr.base import ASR, Transcript
from providers.asr.chain import ASRChain
from providers.base import Audio
from texts import _

from .clock import Clock
from .events import Emit, Failed, Heard, Replied, Working
from .expenses import Expenses
from .recordings import Recordings
from .said import Said, SaidAudio, SaidText

log = logging.getLogger(__name__)


class Hearing:
    def __init__(
        self,
        db: Database,
        recordings: Recordings | None,
        session_id: int,
        chain: ASRChain,
        expenses: Expenses,
        emit: Emit,
    ) -> None:
        self._db = db
        self._recordings = recordings
        self._session_id = session_id
        self._chain = chain
        self._expenses = expenses
        self._emit = emit

    async def hear(self, said: Said, clock: Clock) -> bool:
        """Store the student's words and tell them; False when this take was stored and answered before."""
        known = turns.find(self._db, self._session_id, said.turn)
        if known:
            return await self._again(known)
        if isinstance(said, SaidText):
            await self._store(said, said.text, said.provider, None, clock)
        else:
            await self._transcribe(said, clock)
        return True

    async def _again(self, known: Turn) -> bool:
        await self._db.on_disk()
        if known.who == "partner":
            taken = _("This turn is the partner's. Give yours another id.")
            await self._emit(Failed("bad_message", taken, turn=known.turn))
            return False
        await self._emit(Heard(known.turn, known.text, known.provider))
        reply = next((t for t in turns.of_session(self._db, self._session_id) if t.id > known.id), None)
        if reply and reply.who == "partner":
            await self._emit(Replied(reply.turn, reply.text, reply.provider))
        return reply is None

    async def _transcribe(self, said: SaidAudio, clock: Clock) -> None:
        audio = said.recording
        keeping = asyncio.create_task(self._keep(audio))
        length = asyncio.create_task(said.seconds())
        try:
            heard, provider = await self._chain.transcribe(audio, self._asked, said.ahead)
            seconds, kept = await asyncio.shield(asyncio.gather(length, keeping))
        except BaseException as error:  # cancelled, too
            if payee := said.heard_in_vain(error):
                self._expenses.heard(payee, length)
            if self._recordings:
                await asyncio.shield(self._recordings.drop(await keeping))
            raise
        clock.heard(await said.shares(provider, seconds), seconds, _words(heard))
        await self._store(said, heard.text, provider.name, kept, clock)

    async def _keep(self, audio: Audio) -> Recording | None:
        """While it is being heard: a disk can take as long as a recogniser. Words are worth more than their sound."""
        try:
            return await self._recordings.keep(self._session_id, audio) if self._recordings else None
        except OSError as error:
            log.error("a recording was not kept: %s", type(error).__name__)
            return None

    async def _store(self, said: Said, text: str, provider: str, recording, clock: Clock) -> None:
        turns.add_heard(
            self._db,
            self._session_id,
            said.turn,
            text,
            provider,
            recording=recording,
            duration=said.duration,
            took=clock.hearing,
        )
        await self._db.on_disk()
        await self._emit(Heard(said.turn, text, provider))

    async def _asked(self, provider: ASR) -> None:
        await self._emit(Working("transcribing", provider.name))


def _words(heard: Transcript) -> str | None:
    """As JSON, without what the recogniser did not say."""
    words = [{name: value for name, value in asdict(word).items() if value is not None} for word in heard.words]
    return json.dumps(words, ensure_ascii=False) if words else None
