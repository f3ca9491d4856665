"""LingoTweaker: LanguageTool's rules in a native library. Linux on x86-64 only; about 430 MB of memory when loaded.

It has a process of its own: while it loads, for two seconds, it lets no other Python code run.
"""

import json
import logging
import subprocess
import sys
import threading
import weakref
from pathlib import Path
from typing import Any

from .base import Checker, CheckerGone, Finding

log = logging.getLogger(__name__)

ROOT, PIPE = Path(__file__).parents[2], subprocess.PIPE
COMMAND = [sys.executable, "-m", "providers.grammar.lingotweaker_process"]
KINDS = {"GRAMMAR", "COLLOCATIONS", "CONFUSED_WORDS", "NONSTANDARD_PHRASES"}
WRITTEN = {"PRP_REPITION"}  # it misses a mark between two sentences, and speech has none


class LingoTweaker(Checker):
    package = "lt_py"

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._start()

    def findings(self, sentence: str) -> list[Finding]:
        with self._turn:
            matches = self._matches(sentence)
        return [_finding(sentence.encode(), match) for match in matches if _counts(match)]

    def _matches(self, sentence: str) -> list[dict[str, Any]]:
        """From a new process where the one before has ended. Raises CheckerGone when that one ends, too."""
        for _ in range(2):
            try:
                self._asks.write(json.dumps(sentence) + "\n")
                self._asks.flush()
                return json.loads(self._answers.readline())
            except (OSError, ValueError):
                log.warning("the rule checker has ended, and is started anew")
                self._end()
                self._start()
        raise CheckerGone()

    def _start(self) -> None:
        """In a group of its own: who stops the program from the keyboard stops it by closing its line."""
        program = subprocess.Popen(COMMAND, cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True, process_group=0)  # noqa: S603
        assert program.stdin and program.stdout  # noqa: S101 - they are pipes
        self._asks, self._answers = program.stdin, program.stdout
        self._end = weakref.finalize(self, _end, program)


def _end(program: subprocess.Popen[str]) -> None:
    program.kill()
    program.communicate()


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
