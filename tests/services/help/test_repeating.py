"""Say it again: against the better words when there are some, and repaired when what was wrong is right now."""

from dataclasses import replace

import pytest

from models.correction import Correction
from models.turn import Turn
from services.help.repeating import said_again

LINE = Turn(1, 1, "s1", "student", "Yesterday I go to the lake with my sister.", "typed", *[None] * 8, "2026-11-25")  # pyright: ignore
BETTER = "Yesterday I went to the lake with my sister."
FOUND = Correction("s1", LINE.text, BETTER, "It is over.", "tense", "rules")


@pytest.mark.parametrize(
    ("said", "repaired"),
    [
        (BETTER, True),
        ("yesterday i went to the lake with my sister", True),
        ("Yesterday I went to a lake with my sister", True),
        (LINE.text, False),
        ("I went", False),
        ("Yesterday I went, I go to the lake with my sister.", False),
        ("", False),
    ],
)
def test_it_is_repaired_when_the_wrong_words_are_gone_and_the_right_ones_are_there(said, repaired):
    assert said_again(LINE, FOUND, said).repaired is repaired


def test_the_difference_is_shown_to_the_better_words():
    diff = said_again(LINE, FOUND, "Yesterday I go to the lake").diff
    assert diff[:4] == [("same", "Yesterday"), ("same", "I"), ("missing", "went"), ("extra", "go")]
    assert [word for how, word in diff if how == "missing"] == ["went", "with", "my", "sister"]


@pytest.mark.parametrize(
    ("line", "found"), [(LINE, None), (replace(LINE, is_disputed=True), FOUND), (LINE, replace(FOUND, better=None))]
)
def test_without_a_correction_that_counts_it_is_held_against_the_line_itself(line, found):
    result = said_again(line, found, LINE.text)
    assert {how for how, _ in result.diff} == {"same"} and result.repaired
    assert not said_again(line, found, f"{LINE.text} again").repaired


def test_a_word_too_many_is_repaired_when_it_is_gone():
    found = Correction("s1", "I am agree with you.", "I agree with you.", "", "other", "rules")
    assert said_again(LINE, found, "I agree with you").repaired
    assert not said_again(LINE, found, "I am agree with you").repaired
