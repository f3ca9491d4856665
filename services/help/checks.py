"""Whether a correction may be shown: a small change, of something that was really said, in words that are safe."""

import json
from dataclasses import dataclass
from typing import Any

from models.turn import Turn
from services.report.checks import MARKUP, Checks, Quote, is_english

from . import sounds
from .kinds import KINDS, WHY, kind_of
from .related import is_mended
from .words import changes, plain

MOST_CHANGED = 0.5  # of the words: whoever changes more has written another sentence
SURE = 0.6  # below this the recogniser may have misheard a word


@dataclass(frozen=True)
class Found:
    """Better words for a sentence, why, and the kind of mistake."""

    original: str
    better: str
    why: str
    kind: str


def correction(sentence: str, data: dict[str, Any], turn: Turn) -> Found | None:
    """What a model or a rule made of a sentence, as far as it holds; None where there is nothing to correct."""
    better = data.get("better")
    if not isinstance(better, str) or not is_change(sentence, better, turn):
        return None
    better = Checks([sentence]).better(better, Quote(1, sentence))
    if better is None:
        return None
    why, kind = Checks([sentence, better]).sentence(data.get("why")), data.get("kind")
    kind = kind if kind in KINDS and kind != "other" else kind_of(sentence, better)
    return Found(sentence, better, why or WHY[kind], kind)


def is_change(sentence: str, better: str, turn: Turn) -> bool:
    """Whether few words changed, into forms of what stood there, and words that can be heard and were surely said."""
    before, after = plain(sentence), plain(better)
    places = changes(before, after)
    changed = sum(max(len(old), len(new)) for old, new in places)
    if not places or changed > MOST_CHANGED * max(len(before), len(after)):
        return False
    if not is_mended(before, (word for _, new in places for word in new)):
        return False
    if not was_heard(turn):
        return True
    unsure = unsure_words(turn)
    touched = {word for old, _ in places for word in old}
    return not touched & unsure and not all(sounds.alike(old, new) for old, new in places)


def was_heard(turn: Turn) -> bool:
    """Spoken, and not written anew since."""
    return turn.provider != "typed" and turn.heard is None


def unsure_words(turn: Turn) -> set[str]:
    """Words that the recogniser was not sure of, where it says so for each word."""
    words = json.loads(turn.words or "[]")
    return {part for word in words if word.get("probability", 1.0) < SURE for part in plain(word["text"])}


def plain_english(text: Any, most_characters: int) -> str | None:
    """One line of English without markup; None for anything else."""
    if not isinstance(text, str):
        return None
    text = " ".join(text.split())
    holds = 0 < len(text) <= most_characters and text.isprintable() and not MARKUP.search(text) and is_english(text)
    return text if holds else None
