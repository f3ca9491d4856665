"""Every seeded sentence through the product's own correction path: rules, model, checks."""

from collections.abc import Callable
from dataclasses import dataclass

from models.correction import Correction
from models.turn import Turn
from providers.llm.chain import LLMChain
from services.help.corrector import Corrector

from .seeded import Sentence, plain

Row = tuple[str, ...]
LEVELS = ("A1", "A2", "B1", "B2")


@dataclass(frozen=True)
class Outcome:
    """What was made of a sentence; None when the model did not answer."""

    sentence: Sentence
    found: Correction | None

    @property
    def is_corrected(self) -> bool:
        return bool(self.found and self.found.better)

    @property
    def is_as_expected(self) -> bool:
        right = self.sentence.right
        return bool(self.found and self.found.better and right and plain(self.found.better) == plain(right))


async def outcomes(llm: LLMChain, sentences: list[Sentence]) -> list[Outcome]:
    """Each sentence is an answer of its own, as if it had been spoken."""
    corrector = Corrector(llm)
    return [Outcome(each, await corrector.read(spoken(number, each))) for number, each in enumerate(sentences)]


def by_level(found: list[Outcome]) -> list[Row]:
    """A row a measure, a column a level, all of them last."""
    wrong = [each for each in found if each.sentence.right]
    right = [each for each in found if not each.sentence.right]
    return [
        ("mistakes corrected", *_columns(wrong, lambda each: each.is_corrected)),
        ("corrected as expected", *_columns(wrong, lambda each: each.is_as_expected)),
        ("right sentences corrected falsely", *_columns(right, lambda each: each.is_corrected)),
    ]


def by_kind(found: list[Outcome]) -> list[Row]:
    """For each kind of mistake how many were corrected, and how many as expected."""
    kinds = dict.fromkeys(each.sentence.kind for each in found if each.sentence.right)
    rows = []
    for kind in kinds:
        members = [each for each in found if each.sentence.kind == kind]
        rows.append((kind, _of(members, lambda e: e.is_corrected), _of(members, lambda e: e.is_as_expected)))
    return rows


def unanswered(found: list[Outcome]) -> str:
    return f"{sum(each.found is None for each in found)} of {len(found)}"


def _columns(found: list[Outcome], counts: Callable[[Outcome], bool]) -> list[str]:
    levels = [[each for each in found if each.sentence.level == level] for level in LEVELS]
    return [_of(members, counts) for members in [*levels, found]]


def _of(members: list[Outcome], counts: Callable[[Outcome], bool]) -> str:
    return f"{sum(map(counts, members))} of {len(members)}"


def spoken(number: int, sentence: Sentence) -> Turn:
    return Turn(number, 1, f"s{number}", "student", sentence.said, "local", *[None] * 8, "2026-01-01")  # pyright: ignore
