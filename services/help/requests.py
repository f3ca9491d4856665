"""What a student may ask for beside the turn."""

from dataclasses import dataclass
from typing import Literal

from services.said import Said

Manner = Literal["again", "simpler", "slower"]
STEPS = (1, 2, 3)
MANNERS: tuple[Manner, ...] = ("again", "simpler", "slower")


@dataclass(frozen=True)
class WantHint:
    """1 an idea, 2 how to begin, 3 a full answer."""

    step: int


@dataclass(frozen=True)
class WantTranslation:
    """`lang` '' stands for the student's own language."""

    turn: str
    lang: str


@dataclass(frozen=True)
class Dispute:
    """The student did not say that."""

    turn: str


@dataclass(frozen=True)
class Edit:
    """What the student meant to say."""

    turn: str
    text: str


@dataclass(frozen=True)
class Again:
    """A line of the partner's once more."""

    turn: str
    how: Manner


@dataclass(frozen=True)
class Repeat:
    """The student says a line again; it is no new turn."""

    said: Said
    turn: str


Request = WantHint | WantTranslation | Dispute | Edit | Again
