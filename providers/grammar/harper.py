"""Harper: an English checker in a native library, for every machine; it finds less than LingoTweaker."""

import threading
from typing import Any

from .base import Checker, Finding

KINDS = {"Agreement", "Grammar", "Usage", "Nonstandard", "Miscellaneous"}


class Harper(Checker):
    package = "harper"

    def __init__(self) -> None:
        import harper

        self._linter = harper.Linter()
        self._plain = harper.Language.PLAINTEXT
        self._turn = threading.Lock()

    def findings(self, sentence: str) -> list[Finding]:
        with self._turn:
            found = self._linter.lint(sentence, language=self._plain)
        return [_finding(lint) for lint in found if lint.lint_kind in KINDS and lint.suggestions]


def _finding(lint: Any) -> Finding:
    """Of several suggestions, which come in any order ("eaten", "ate"), the shortest one."""
    suggestion = min(lint.suggestions, key=lambda each: (len(each.replacement_text), each.replacement_text))
    kept = lint.problem_text if suggestion.kind.name == "INSERT_AFTER" else ""
    return Finding(lint.span.start, lint.span.end, kept + suggestion.replacement_text, lint.lint_kind)
