"""How long the answers of an interview are, against what is usually asked for.

The targets are the customary advice of interview coaches (60 to 90 s for an introduction, 90 to 120 s for a story), not
a finding of research; other questions have none.
"""

import re
from dataclasses import dataclass

from . import tokens

INTRODUCTION = re.compile(r"\b(?:tell me|say something|talk) about yourself|introduce yourself", re.I)
STORY = re.compile(r"\b(?:a|the last|one) (?:time|situation|moment)\b|\ban? example\b|\bchallenge\b", re.I)
STORY_SECONDS = (90, 120)
TARGETS = ((INTRODUCTION, (60, 90)), (STORY, STORY_SECONDS))


@dataclass(frozen=True)
class Length:
    """`seconds` of speech, None for an answer that was not recorded; `target` in seconds, None without one."""

    answer: int
    words: int
    seconds: float | None
    target: tuple[int, int] | None


def target(question: str) -> tuple[int, int] | None:
    """The customary length in seconds of an answer to this question."""
    return next((seconds for pattern, seconds in TARGETS if pattern.search(question)), None)


def asks_for_a_story(question: str) -> bool:
    return target(question) == STORY_SECONDS


def lengths(exchanges: list[tuple[str, str, float | None]]) -> list[Length]:
    """For (question, answer, seconds of speech) in order."""
    return [
        Length(number, len(tokens.words(answer)), seconds, target(question))
        for number, (question, answer, seconds) in enumerate(exchanges, 1)
    ]
