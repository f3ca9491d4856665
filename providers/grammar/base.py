"""What a rule checker finds in a sentence."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Finding:
    """`new` belongs in the place of sentence[start:end]; `rule` is the checker's own name of the rule."""

    start: int
    end: int
    new: str
    rule: str


class CheckerGone(Exception):
    """It does not work, and does not come back."""


class Checker(ABC):
    """Made once for the process, on a thread; `findings` may be called from several."""

    package: ClassVar[str]

    @abstractmethod
    def findings(self, sentence: str) -> list[Finding]:
        """Mistakes of grammar and usage, in the order of the sentence; no spelling, commas or capitals.

        Raises CheckerGone.
        """


def mended(sentence: str, findings: Sequence[Finding]) -> str:
    """The sentence with every finding in its place; of two that overlap the first one counts."""
    parts, at = [], 0
    for finding in findings:
        if finding.start >= at:
            parts += [sentence[at : finding.start], finding.new]
            at = finding.end
    return "".join([*parts, sentence[at:]])
