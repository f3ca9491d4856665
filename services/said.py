"""What a student said, as it came from the client."""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from config.prices import Spent
from providers import audio as sound
from providers.asr.base import ASR
from providers.base import Audio
from providers.errors import BadAudio
from providers.mp4 import mended

from .clock import Share

if TYPE_CHECKING:
    from .listening import Overheard


@dataclass(frozen=True)
class SaidAudio:
    """A whole take. `turn` is the client's own id of it, `duration` in seconds, `overheard` its words so far."""

    data: bytes
    turn: str
    duration: float | None = None
    overheard: "Overheard | None" = None

    @property
    def recording(self) -> Audio:
        """The take as every decoder reads it. Raises BadAudio for what is no recording."""
        mime = sound.sniff(self.data)
        if mime is None:
            raise BadAudio()
        return Audio(mended(self.data) if mime == "audio/mp4" else self.data, mime)

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
