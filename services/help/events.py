"""What help beside the turn tells a client."""

from dataclasses import dataclass

from providers.base import Audio

from .words import How


@dataclass(frozen=True)
class Hinted:
    step: int
    text: str


@dataclass(frozen=True)
class Translated:
    turn: str
    lang: str
    text: str


@dataclass(frozen=True)
class Disputed:
    turn: str


@dataclass(frozen=True)
class Edited:
    turn: str
    text: str


@dataclass(frozen=True)
class SaidAgain:
    """`diff` holds every word with how it was said; `repaired` when the better words were, or all of a right line."""

    turn: str
    text: str
    diff: list[tuple[How, str]]
    repaired: bool


@dataclass(frozen=True)
class Rephrased:
    turn: str
    text: str


@dataclass(frozen=True)
class SpokeAgain:
    """A piece of a line once more; `audio` is None when the browser is to speak. `rate` is how fast to play it."""

    turn: str
    seq: int
    text: str
    audio: Audio | None
    provider: str
    last: bool
    rate: float | None


@dataclass(frozen=True)
class Corrected:
    """Better words for a sentence, with praise where there is some, or praise for an answer without a mistake."""

    turn: str
    original: str
    better: str | None
    why: str | None
    kind: str | None
    praise: str | None = None


HelpEvent = Hinted | Translated | Disputed | Edited | SaidAgain | Rephrased | SpokeAgain | Corrected
