"""What a client says, in the contract's JSON: decoded by hand, type by type. Nothing else."""

import base64
import binascii
import json
import math
from dataclasses import dataclass
from typing import Any

from services.help.requests import Request
from services.lineup import Abilities
from services.said import Said, SaidAudio, SaidText, new_turn
from texts import _

from . import help_messages
from .bad_message import BadMessage

MAX_TEXT_CHARACTERS = 4000
MAX_TURN_ID_CHARACTERS = 64
MAX_CHUNKS = 4096
MAX_TAKE_SECONDS = 3600.0


@dataclass(frozen=True)
class Cancel:
    pass


@dataclass(frozen=True)
class EndSession:
    pass


@dataclass(frozen=True)
class Ping:
    pass


@dataclass(frozen=True)
class Chunk:
    """Part of a take that is still being spoken."""

    turn: str
    seq: int
    data: bytes


@dataclass(frozen=True)
class ChunksComplete:
    """The take of these chunks is whole."""

    turn: str
    chunks: int
    duration: float | None


@dataclass(frozen=True)
class Repeated:
    """A take that says the line `turn` again."""

    take: Said | ChunksComplete
    turn: str


Wanted = Said | Abilities | Cancel | EndSession | Ping | Chunk | ChunksComplete | Repeated | Request


def decode(text: str, max_audio_bytes: int) -> Wanted:
    """What a client's frame asks for. Raises BadMessage."""
    if len(text) > max_audio_bytes * 4 // 3 + 4096:
        raise _too_large()
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        raise BadMessage(_("This message is not JSON.")) from None
    if not isinstance(message, dict) or not isinstance(message.get("type"), str):
        raise BadMessage(_("A message is an object with a type."))
    reader = READERS.get(message["type"])
    if reader is None:
        raise BadMessage(_("TalkBuddy does not know this type of message."))
    wanted = reader(message, max_audio_bytes)
    if message.get("repeats") is not None and isinstance(wanted, SaidAudio | SaidText | ChunksComplete):
        return Repeated(wanted, help_messages.line(message, "repeats"))
    return wanted


def _audio_complete(message: dict[str, Any], limit: int) -> Wanted:
    turn, duration = _turn(message), _duration(message)
    if "chunks" in message:
        return ChunksComplete(turn, _count(message, "chunks"), duration)
    return SaidAudio(_data(message, limit), turn, duration)


def _transcript_direct(message: dict[str, Any], _limit: int) -> SaidText:
    text, provider, turn = message.get("text"), message.get("provider", "browser"), _turn(message)
    if not isinstance(text, str):
        raise BadMessage(_("The text must be a string."), turn=turn)
    if provider not in ("browser", "typed"):
        raise BadMessage(_("The provider of a text is browser or typed."), turn=turn)
    if len(text) > MAX_TEXT_CHARACTERS:
        raise BadMessage(_("This text is too long. Say it in smaller parts."), "too_large", turn)
    text = " ".join(text.replace("\0", "").split())
    if not text:
        raise BadMessage(_("We heard nothing. Say it again, or type your answer."), "no_speech", turn)
    return SaidText(text, provider, turn, _duration(message))


def _audio_chunk(message: dict[str, Any], limit: int) -> Chunk:
    return Chunk(_turn(message), _count(message, "seq"), _data(message, limit))


def _hello(message: dict[str, Any], _limit: int) -> Abilities:
    said = {name: message.get(name, default) for name, default in HELLO.items()}
    if not all(isinstance(value, bool) for value in said.values()):
        raise BadMessage(_("stream, browser_stt and browser_tts are true or false."))
    return Abilities(**said)


HELLO = {"stream": False, "browser_stt": True, "browser_tts": True}
READERS = {
    "audio_complete": _audio_complete,
    "transcript_direct": _transcript_direct,
    "audio_chunk": _audio_chunk,
    "hello": _hello,
    "cancel": lambda *_: Cancel(),
    "end_session": lambda *_: EndSession(),
    "ping": lambda *_: Ping(),
    **{kind: lambda message, _, read=read: read(message) for kind, read in help_messages.READERS.items()},
}


def _turn(message: dict[str, Any]) -> str:
    turn = message.get("turn")
    if turn is None:
        return new_turn()
    if isinstance(turn, int) and not isinstance(turn, bool):
        turn = str(turn)
    if not isinstance(turn, str) or not 0 < len(turn) <= MAX_TURN_ID_CHARACTERS or not turn.isprintable():
        raise BadMessage(_("turn is a short text of at most {most} characters.", most=MAX_TURN_ID_CHARACTERS))
    return turn


def _duration(message: dict[str, Any]) -> float | None:
    duration = message.get("duration")
    if duration is None:
        return None
    if isinstance(duration, bool) or not isinstance(duration, int | float) or not math.isfinite(duration):
        raise BadMessage(_("duration is a number of seconds."))
    return min(max(0.0, float(duration)), MAX_TAKE_SECONDS)


def _count(message: dict[str, Any], name: str) -> int:
    value = message.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= MAX_CHUNKS:
        raise BadMessage(_("{field} is a whole number up to {most}.", field=name, most=MAX_CHUNKS))
    return value


def _data(message: dict[str, Any], limit: int) -> bytes:
    data, turn = message.get("data"), message.get("turn") if isinstance(message.get("turn"), str) else None
    if not isinstance(data, str):
        raise BadMessage(_("data must be base64 text."), turn=turn)
    if len(data) > limit * 4 // 3 + 4:
        raise _too_large(turn)
    try:
        sound = base64.b64decode(data, validate=True)
    except (binascii.Error, ValueError):
        raise BadMessage(_("data must be base64 text."), turn=turn) from None
    if len(sound) > limit:
        raise _too_large(turn)
    return sound


def _too_large(turn: str | None = None) -> BadMessage:
    return BadMessage(_("This recording is too long. Say it in smaller parts."), "too_large", turn)
