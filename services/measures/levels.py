"""The CEFR level of words, from cefrpy's list (one mean level per word over its parts of speech; MIT)."""

import re
from functools import cache

from .tokens import FILLERS, WORD

LEVELS = ("A1", "A2", "B1", "B2", "C1", "C2")
GROUPS = {"A1 and A2": LEVELS[:2], "B1 and B2": LEVELS[2:4], "C1 and C2": LEVELS[4:]}
CLITIC = re.compile(r"(?:n't|'\w+)$")
IRREGULAR = {"can't": "can", "won't": "will", "shan't": "shall", "cannot": "can"}


@cache
def _analyzer():
    from cefrpy import CEFRAnalyzer

    return CEFRAnalyzer()


def level(word: str) -> str | None:
    """A1 to C2 for a lower-case word; None when the list does not have it."""
    word = IRREGULAR.get(word, CLITIC.sub("", word))
    found = _analyzer().get_average_word_level_CEFR(word) if word else None
    return str(found) if found else None


def shares(texts: list[str]) -> tuple[dict[str, float], int] | None:
    """Of the words with a level, the share in each group of levels, and how many words had one; None without any."""
    found = [word_level for text in texts for word in _common(text) if (word_level := level(word))]
    if not found:
        return None
    return {name: sum(each in group for each in found) / len(found) for name, group in GROUPS.items()}, len(found)


def known_share(text: str) -> float:
    """The share of words that the list has: how English a text looks, 0 to 1."""
    words = [word.lower().replace("’", "'") for word in WORD.findall(text) if not word[0].isdigit()]
    return sum(level(word) is not None for word in words) / len(words) if words else 0.0


def _common(text: str) -> list[str]:
    """Lower-case words without fillers and without names: what has a capital inside a sentence has no level."""
    kept = []
    for found in WORD.finditer(text):
        word = found.group().replace("’", "'")
        starts = not text[: found.start()].rstrip(" \"'“‘") or text[: found.start()].rstrip(" \"'“‘")[-1] in ".!?"
        is_name = word[0].isupper() and not starts and word.split("'")[0] != "I"
        if not is_name and word.lower() not in FILLERS:
            kept.append(word.lower())
    return kept
