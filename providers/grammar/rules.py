"""The rule checker of this machine: LingoTweaker where its wheel exists, otherwise Harper, otherwise none."""

from importlib.util import find_spec

from providers.once import Once

from .base import Checker, mended
from .harper import Harper
from .lingotweaker import LingoTweaker

CHECKERS: tuple[type[Checker], ...] = (LingoTweaker, Harper)


def available() -> bool:
    return any(find_spec(checker.package) for checker in CHECKERS)


def corrected(sentence: str) -> tuple[str, list[str]]:
    """The sentence as the rules would have it, and their names; as it is where there is no checker.

    Blocks: two seconds when the checker is loaded, a few milliseconds afterwards. Raises CheckerGone.
    """
    kind = next((checker for checker in CHECKERS if find_spec(checker.package)), None)
    found = _made(kind).findings(sentence) if kind else []
    return mended(sentence, found), [finding.rule for finding in found]


_made = Once(lambda kind: kind())
