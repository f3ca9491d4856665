"""Which level to try next, from what a student did in their last talks at one level. A hint, not a test."""

import asyncio
from dataclasses import dataclass

from models import evidence
from models.database import Database
from models.evidence import Evidence
from services.measures import levels as words_by_level
from services.measures import tokens
from texts import _, _n

from .levels import LEVELS

ENOUGH_ANSWERS = 8
ENOUGH_WORDS = 100
LONG_ANSWER, SHORT_ANSWER = 12, 4  # words, on average
FEW_MISTAKES, MANY_MISTAKES = 0.1, 0.5  # corrected answers out of those that were read
ABOVE_SHARE = 0.05  # of the words are above the level that was practised


@dataclass(frozen=True)
class Suggestion:
    """`level` may be tried instead of `at`; `because` is a plain sentence with what was counted."""

    at: str
    level: str
    because: str


async def suggest(db: Database, user_id: int) -> Suggestion | None:
    """None while there is too little to go by, or nothing to change.

    Ours, by no standard: up after long answers with few mistakes and words above the level, down after very short ones
    or when every other answer needed a correction. The last three talks at the level of the newest one count.
    """
    return await asyncio.to_thread(_from, evidence.of_user(db, user_id))


def _from(found: Evidence | None) -> Suggestion | None:
    if found is None or found.level not in LEVELS or len(found.said) < ENOUGH_ANSWERS:
        return None
    count = sum(len(tokens.without_fillers(text)) for text in found.said)
    average, at = count / len(found.said), LEVELS.index(found.level)
    mistakes = found.corrected / found.read if found.read >= ENOUGH_ANSWERS else None
    if at > 0 and (average <= SHORT_ANSWER or mistakes is not None and mistakes > MANY_MISTAKES):
        return _suggestion(found, LEVELS[at - 1], average)
    is_easy = average >= LONG_ANSWER and mistakes is not None and mistakes <= FEW_MISTAKES
    if at + 1 < len(LEVELS) and is_easy and count >= ENOUGH_WORDS and share_above(found) >= ABOVE_SHARE:
        return _suggestion(found, LEVELS[at + 1], average)
    return None


def share_above(found: Evidence) -> float:
    """The share of words with a CEFR level that are above the level practised, 0 to 1."""
    above = words_by_level.LEVELS[words_by_level.LEVELS.index(found.level) + 1 :]
    known = [level for text in found.said for word in tokens.without_fillers(text)
             if (level := words_by_level.level(word))]  # fmt: skip
    return sum(level in above for level in known) / len(known) if known else 0.0


def _suggestion(found: Evidence, level: str, average: float) -> Suggestion:
    words = _n("about {count} word", "about {count} words", round(average))
    return Suggestion(found.level, level, _because(found, words))


def _because(found: Evidence, words: str) -> str:
    if not found.read:
        return _("In your last talks at {level} your answers had {words}.", level=found.level, words=words)
    corrected = _n(
        "{count} of {read} needed a correction",
        "{count} of {read} needed a correction",
        found.corrected,
        read=found.read,
    )
    return _(
        "In your last talks at {level} your answers had {words}, and {corrected}.",
        level=found.level,
        words=words,
        corrected=corrected,
    )
