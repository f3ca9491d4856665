"""What a student said, as it came from the client."""

import asyncio
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from config.prices import Spent
from providers import audio as sound
from providers.asr.base import ASR, Transcript
from providers.base import Audio
from providers.errors import BadAudio, NoSpeech
from providers.mp4 import mended

from .clock import Share

if TYPE_CHECKING:
    from .listening import Overheard


@dataclass(frozen=True)
class SaidAudio:
    """A whole take. `turn` is the client's own id of it, `duration` in seconds, `overheard` its words so far, `sent_to`
    who was sent the recording, the last one last."""

    data: bytes
    turn: str
    duration: float | None = None
    overheard: "Overheard | None" = None
    sent_to: list[ASR] = field(default_factory=list, compare=False)

    @property
    def recording(self) -> Audio:
        """The take as every decoder reads it. Raises BadAudio for what is no recording."""
        mime = sound.sniff(self.data)
        if mime is None:
            raise BadAudio()
        return Audio(mended(self.data) if mime == "audio/mp4" else self.data, mime)

    async def seconds(self) -> float | None:
        """How long it is; None when neither its packets nor the client say so."""
        return await asyncio.to_thread(sound.seconds, self.data) or self.duration

    async def ahead(self, provider: ASR) -> Transcript | None:
        """What this provider heard while it was spoken; None when it is sent the recording now. Raises NoSpeech."""
        heard = await self.overheard.transcript(provider) if self.overheard else None
        if heard is None:
            self.sent_to.append(provider)
        return heard

    def heard_in_vain(self, error: BaseException) -> ASR | None:
        """Whoever is paid for the recording although it became no words: nobody who failed."""
        is_paid = self.sent_to and isinstance(error, NoSpeech | asyncio.CancelledError)
        return self.sent_to[-1] if is_paid else None

    async def shares(self, provider: ASR, seconds: float | None) -> list[Share]:
        """What hearing it took: what was asked while it was spoken, and the recording where that was sent as well."""
        ahead = await self.overheard.counted() if self.overheard else []
        if ahead and self.overheard and self.overheard.is_used:
            return ahead
        return [*ahead, Share(provider, Spent(seconds=seconds))]


@dataclass(frozen=True)
class SaidText:
    """Words that the browser recognised (`provider` 'browser') or the student typed ('typed')."""

    text: str
    provider: str
    turn: str
    duration: float | None = None


Said = SaidAudio | SaidText


def new_turn() -> str:
    return secrets.token_hex(8)
