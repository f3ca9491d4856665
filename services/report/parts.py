"""The parts of a report as they are stored: plain data, to JSON and back."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any

from models.correction import Correction
from services.measures.answers import Length
from services.measures.figure import Figure

from .checks import Quote

ASPECTS = ("range", "accuracy", "fluency", "interaction", "coherence")
STAR = ("situation", "task", "action", "result")


@dataclass(frozen=True)
class Measured:
    """What was counted and measured; it needs no model."""

    delivery: list[Figure]
    words: list[Figure]
    lengths: list[Length]


@dataclass(frozen=True)
class Praise:
    text: str
    quote: Quote


@dataclass(frozen=True)
class Point:
    """Something to work on: what was said, better words for it, and why."""

    quote: Quote
    better: str
    why: str


@dataclass(frozen=True)
class Coaching:
    """`dropped` counts what the model wrote and what did not hold; the same in the other parts of a model."""

    praise: Praise | None
    points: list[Point]
    dropped: int = 0


@dataclass(frozen=True)
class Aspect:
    """One of the five aspects of spoken language of the CEFR, with the words that show it."""

    name: str
    band: str
    quote: Quote


@dataclass(frozen=True)
class Rubric:
    aspects: list[Aspect]
    dropped: int = 0


@dataclass(frozen=True)
class StarAnswer:
    """What of situation, task, action and result an answer has, each with the words that show it."""

    answer: int
    found: dict[str, str]

    @property
    def missing(self) -> list[str]:
        return [name for name in STAR if name not in self.found]


@dataclass(frozen=True)
class Star:
    answers: list[StarAnswer]
    dropped: int = 0


@dataclass(frozen=True)
class Problem:
    """Why the model's part is missing: no_model, failed, nothing_held."""

    kind: str
    dropped: int = 0


@dataclass(frozen=True)
class Report:
    """All that is there so far. `by` is the model that wrote the coaching; `corrections` are those that count."""

    measured: Measured | None = None
    coaching: Coaching | None = None
    rubric: Rubric | None = None
    star: Star | None = None
    problem: Problem | None = None
    by: str | None = None
    corrections: list[Correction] = field(default_factory=list)

    @property
    def dropped(self) -> int:
        return sum(part.dropped for part in (self.coaching, self.rubric, self.star, self.problem) if part)


def to_json(part: Any) -> str:
    return json.dumps(asdict(part), ensure_ascii=False)


def measured(data: dict[str, Any]) -> Measured:
    lengths = [Length(**{**item, "target": _pair(item["target"])}) for item in data["lengths"]]
    return Measured([Figure(**f) for f in data["delivery"]], [Figure(**f) for f in data["words"]], lengths)


def coaching(data: dict[str, Any]) -> Coaching:
    praise = data["praise"] and Praise(data["praise"]["text"], Quote(**data["praise"]["quote"]))
    points = [Point(Quote(**point["quote"]), point["better"], point["why"]) for point in data["points"]]
    return Coaching(praise, points, data["dropped"])


def rubric(data: dict[str, Any]) -> Rubric:
    aspects = [Aspect(item["name"], item["band"], Quote(**item["quote"])) for item in data["aspects"]]
    return Rubric(aspects, data["dropped"])


def star(data: dict[str, Any]) -> Star:
    return Star([StarAnswer(**item) for item in data["answers"]], data["dropped"])


READERS = {
    "measured": measured,
    "coaching": coaching,
    "rubric": rubric,
    "star": star,
    "problem": lambda data: Problem(**data),
}


def report(stored: dict[str, str], by: str | None) -> Report:
    """The report of parts stored as JSON, by their names."""
    return Report(**{name: READERS[name](json.loads(content)) for name, content in stored.items()}, by=by)


def _pair(value: list[int] | None) -> tuple[int, int] | None:
    return (value[0], value[1]) if value else None
