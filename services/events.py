"""What happens in a conversation. websockets/messages.py turns each into the contract's messages."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Literal

from config.providers import Service
from providers.base import Audio

from .help.events import HelpEvent

Status = Literal["transcribing", "thinking", "speaking"]


@dataclass(frozen=True)
class Ready:
    """A listener was attached; `turns` is the transcript so far."""

    session_id: int
    turns: list[dict[str, Any]]


@dataclass(frozen=True)
class InUse:
    """The provider of each service that would be asked now."""

    stt: str
    llm: str
    tts: str


@dataclass(frozen=True)
class Working:
    status: Status
    provider: str


@dataclass(frozen=True)
class HeardSoFar:
    """The student's words while they still speak; they may change."""

    turn: str
    text: str


@dataclass(frozen=True)
class Heard:
    """The student's words; they are stored."""

    turn: str
    text: str
    provider: str


@dataclass(frozen=True)
class ReplyPart:
    """A sentence of the partner's reply; it is stored."""

    turn: str
    text: str


@dataclass(frozen=True)
class Replied:
    """The partner's whole reply; it is stored. '' when it was dropped before anything of it was heard."""

    turn: str
    text: str
    provider: str


@dataclass(frozen=True)
class Spoke:
    """One piece of speech; `audio` is None when the browser is to speak it, and then `rate` is how fast."""

    turn: str
    seq: int
    text: str
    audio: Audio | None
    provider: str
    last: bool
    rate: float | None = None


@dataclass(frozen=True)
class FellBack:
    service: Service
    given_up: str
    taken_up: str
    reason: str


@dataclass(frozen=True)
class Took:
    """What a turn took, in milliseconds; None where a stage did not run.

    `cost` is in US dollars, estimated from config/prices.py; None when a part of it is not known.
    """

    turn: str
    stt_ms: int | None
    llm_ms: int | None
    tts_ms: int | None
    first_audio_ms: int | None
    cost: float | None = 0.0


@dataclass(frozen=True)
class Failed:
    """Something did not work; `message` says what happened and what to do."""

    code: str
    message: str
    provider: str = "talkbuddy"
    turn: str | None = None


@dataclass(frozen=True)
class Ended:
    feedback: str
    report_url: str


Event = (
    Ready
    | InUse
    | Working
    | HeardSoFar
    | Heard
    | ReplyPart
    | Replied
    | Spoke
    | FellBack
    | Took
    | Failed
    | Ended
    | HelpEvent
)
Emit = Callable[[Event], Awaitable[None]]
