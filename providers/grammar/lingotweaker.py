"""LingoTweaker: LanguageTool's rules in a native library. Linux on x86-64 only; about 430 MB of memory when loaded."""

import threading
from typing import Any

from .base import Checker, Finding

KINDS = {"GRAMMAR", "COLLOCATIONS", "CONFUSED_WORDS", "NONSTANDARD_PHRASES"}
WRITTEN = {"PRP_REPITION"}  # it misses a mark between two sentences, and speech has none


class LingoTweaker(Checker):
    package = "lt_py"

    def __init__(self) -> None:
        import lt_py

        self._engine = lt_py.Engine("en-US")  # pyright: ignore[reportAttributeAccessIssue]
        self._turn = threading.Lock()

    def findings(self, sentence: str) -> list[Finding]:
        with self._turn:
            matches = self._engine.check(sentence)
        return [_finding(sentence.encode(), match) for match in matches if _counts(match)]


def _counts(match: dict[str, Any]) -> bool:
    """Grammar, and forms such as "eated", which it takes for spelling but explains as a tense."""
    is_form = match["category_id"] == "TYPOS" and "tense form" in match["message"]
    is_grammar = match["category_id"] in KINDS and match["rule_id"] not in WRITTEN
    return bool(match["suggestions"]) and (is_grammar or is_form)


def _finding(data: bytes, match: dict[str, Any]) -> Finding:
    """Its offsets count UTF-8 bytes."""
    start = len(data[: match["offset"]].decode())
    old = data[match["offset"] : match["offset"] + match["length"]].decode()
    return Finding(start, start + len(old), _best(old, match), match["rule_id"])


def _best(old: str, match: dict[str, Any]) -> str:
    """The first suggestion, but rather a plain ending than "brethren", and for him rather he than I."""
    close = (f"{old}s", f"{old}es")
    is_pronoun = match["rule_id"].startswith("WRONG_PRP")
    near = (s for s in match["suggestions"] if s in close or is_pronoun and s[0].lower() == old[0].lower())
    return next(near, match["suggestions"][0])
