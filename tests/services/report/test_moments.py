"""A quote is found in the recording by the times of its words."""

import json

import pytest

from models.turn import Turn
from services.report.moments import moment

SAID = [
    ("My", 0.1, 0.3),
    ("brother", 0.3, 0.8),
    ("eat,", 1.2, 1.5),
    ("and", 1.6, 1.7),
    ("don't", 1.8, 2.0),
    ("eat.", 2.1, 2.5),
]


def turn(words: list[tuple[str, float, float]] | None) -> Turn:
    told = json.dumps([{"text": text, "start": start, "end": end} for text, start, end in words]) if words else None
    said, nothing = "My brother eat, and don't eat.", [None] * 5
    return Turn(1, 1, "a", "student", said, "openai", "a.webm", "audio/webm", 3.0, *nothing, "", words=told)  # pyright: ignore


@pytest.mark.parametrize(
    ("quote", "at"),
    [
        ("brother eat", (0.0, 2.0)),
        ("and don’t EAT", (1.3, 3.0)),
        ("my brother eat and don't eat", (0.0, 3.0)),
        ("eat don't", None),
        ("", None),
    ],
)
def test_the_moment_is_where_the_words_of_the_quote_stand(quote, at):
    assert moment(turn(SAID), quote) == (pytest.approx(at) if at else None)


def test_without_times_there_is_no_moment():
    assert moment(turn(None), "My brother") is None
