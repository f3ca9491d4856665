"""Words out of a transcript, counted the same way everywhere."""

import re

TOKEN = re.compile(r"\w+(?:['’]\w+)*")  # as it is written: for comparing, not for counting
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
FILLERS = {"um", "umm", "uh", "uhm", "uhh", "er", "err", "erm", "hm", "hmm", "mm", "mmm", "ah", "eh"}


def words(text: str) -> list[str]:
    """Lower-case words and figures; "don't" and "well-known" are one word each."""
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def without_fillers(text: str) -> list[str]:
    return [word for word in words(text) if word not in FILLERS]


def fillers(text: str) -> int:
    return sum(word in FILLERS for word in words(text))
