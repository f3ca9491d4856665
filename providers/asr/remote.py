"""What remote recognisers share: a recording as a file with a name, and their answer as a Transcript."""

import math
from collections.abc import Iterator
from typing import Any

from providers.audio import EXTENSIONS
from providers.base import Audio
from providers.errors import BadAudio, NoSpeech, Unavailable
from texts import _

from .base import Transcript, Word


def named_file(audio: Audio) -> tuple[str, bytes, str]:
    """(name, bytes, type): services go by the file's name. Raises BadAudio for a kind that none of them reads."""
    if audio.mime not in EXTENSIONS:
        raise BadAudio()
    return f"take.{EXTENSIONS[audio.mime]}", audio.data, audio.mime


def transcript(answer: Any, word_text: str = "text") -> Transcript:
    """An SDK's answer with `text` and, where it has them, `words`. Raises NoSpeech, Unavailable."""
    text = getattr(answer, "text", None)
    if not isinstance(text, str):
        raise Unavailable(_("it gave an answer that makes no sense"))
    if not text.strip():
        raise NoSpeech()
    return Transcript(text.strip(), tuple(timed_words(getattr(answer, "words", None), word_text)))


def timed_words(found: Any, word_text: str = "text") -> Iterator[Word]:
    """From an SDK's objects or a message's. Those without times are left out, and the gaps that ElevenLabs lists."""
    for item in found if isinstance(found, list) else []:
        said = item if isinstance(item, dict) else vars(item)
        text, start, end = (said.get(name) for name in (word_text, "start", "end"))
        if not isinstance(text, str) or not text.strip() or said.get("type", "word") != "word":
            continue
        if isinstance(start, int | float) and isinstance(end, int | float):
            yield Word(text.strip(), float(start), float(end), _probability(said))


def _probability(said: dict[str, Any]) -> float | None:
    """ElevenLabs gives its logarithm, servers around faster-whisper the probability itself."""
    sure, log = said.get("probability"), said.get("logprob")
    if isinstance(sure, int | float):
        return round(min(1.0, max(0.0, sure)), 3)
    return round(math.exp(min(0.0, log)), 3) if isinstance(log, int | float) else None
