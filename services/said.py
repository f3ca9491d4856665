"""What a student said, as it came from the client."""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from providers import audio as sound
from providers.base import Audio
from providers.errors import BadAudio
from providers.mp4 import mended

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
