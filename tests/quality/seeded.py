"""The scripted learner: sentences whose mistakes are known, and what counts as finding one."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from models.turn import Turn
from services.report.parts import Coaching

SENTENCES = Path(__file__).parent / "sentences.toml"
A_TALK = 6


@dataclass(frozen=True)
class Sentence:
    """`right` is None when the sentence is right as it stands."""

    level: str
    kind: str
    said: str
    right: str | None


def sentences() -> list[Sentence]:
    data = tomllib.loads(SENTENCES.read_text("utf-8"))
    wrong = [Sentence(*row) for row in data["wrong"]]
    return wrong + [Sentence(level, "right", said, None) for level, said in data["right"]]


def talks(most: int | None = None) -> list[list[Sentence]]:
    """The learner's talks: wrong and right sentences in turn, six a talk, so that three points can hold every error;
    at most so many sentences in all."""
    half = len(sentences()) // 2
    mixed = [each for pair in zip(sentences()[:half], sentences()[half:], strict=True) for each in pair]
    mixed = mixed[:most]
    return [mixed[start : start + A_TALK] for start in range(0, len(mixed), A_TALK)]


def turns(talk: list[str]) -> list[Turn]:
    """The talk as stored turns, each after a question of the partner."""
    found = []
    for number, text in enumerate(talk):
        for who, words in (("partner", "And what else can you tell me?"), ("student", text)):
            found.append(Turn(len(found), 1, f"{who}{number}", who, words, "typed", *[None] * 8, "2026-01-01"))  # pyright: ignore
    return found


@dataclass
class Score:
    """What a model found in the talks so far."""

    wrong: int = 0
    found: int = 0
    fixed: int = 0
    right: int = 0
    falsely: int = 0
    kept: int = 0
    dropped: int = 0
    silent: int = 0

    def add(self, talk: list[Sentence], coaching: Coaching) -> None:
        """`found`: a point quotes the wrong sentence; `fixed`: its better words stand in the right one."""
        self.dropped += coaching.dropped
        self.kept += len(coaching.points) + bool(coaching.praise)
        self.silent += not coaching.points and not coaching.praise
        for number, sentence in enumerate(talk, 1):
            points = [point for point in coaching.points if point.quote.answer == number]
            if sentence.right is None:
                self.right += 1
                self.falsely += bool(points)
            else:
                self.wrong += 1
                self.found += bool(points)
                self.fixed += any(plain(point.better) in plain(sentence.right) for point in points)


def plain(text: str) -> str:
    """Words alone, with a space at both ends, so that one text can be looked for in another."""
    words = re.findall(r"[\w']+", text.lower())
    return f" {' '.join(words)} "
