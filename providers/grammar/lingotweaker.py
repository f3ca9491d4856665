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

        self._engine = lt_py.Engine("en-US")
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
    """Its offsets count UTF-8 bytes. A plain plural or verb ending is preferred to what it puts first ("brethren")."""
    start = len(data[: match["offset"]].decode())
    old = data[match["offset"] : match["offset"] + match["length"]].decode()
    new = next((each for each in match["suggestions"] if each in (f"{old}s", f"{old}es")), match["suggestions"][0])
    return Finding(start, start + len(old), new, match["rule_id"])
