"""What a student said, as it came from the client."""

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .listening import Overheard


@dataclass(frozen=True)
class SaidAudio:
    """A whole take. `turn` is the client's own id of it, `duration` in seconds, `overheard` its words so far."""

    data: bytes
    turn: str
    duration: float | None = None
    overheard: "Overheard | None" = None


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
