"""A correction is shown when it is small, can be heard, was surely said, and is safe."""

import json
from dataclasses import replace

import pytest

from models.turn import Turn
from services.help.checks import correction, plain_english
from services.help.kinds import WHY

HEARD = Turn(1, 1, "t1", "student", "", "local", *[None] * 8, "2026-11-25 10:00:00")  # pyright: ignore
TYPED = replace(HEARD, provider="typed")
SAID = "Yesterday I go to the market with my mother."
BETTER = "Yesterday I went to the market with my mother."


def found(sentence: str, better: object, turn: Turn = HEARD, **more):
    return correction(sentence, {"better": better, **more}, turn)


def test_a_small_change_is_kept_with_its_reason_and_kind():
    kept = found(SAID, BETTER, why="Yesterday is over: use went.", kind="tense")
    assert kept and (kept.better, kept.why, kept.kind) == (BETTER, "Yesterday is over: use went.", "tense")


@pytest.mark.parametrize(
    "why",
    [None, 7, "<b>went</b>", "Muy bien, usas el pasado aquí.", "You get 9 out of 10.", "You are C2 now.", "x" * 400],
)
def test_a_reason_that_does_not_hold_is_replaced_by_ours(why):
    kept = found(SAID, BETTER, why=why, kind="nonsense")
    assert kept and kept.why == WHY["tense"] and kept.kind == "tense"


@pytest.mark.parametrize(
    "better",
    [
        None,
        5,
        "",
        SAID,
        "yesterday i go to the market, with my mother",
        "I went shopping with mum the other day.",
        "banana banana",
        "<script>alert(1)</script>",
        "Yesterday I went to 17 markets with my mother.",
    ],
    ids=str,
)
def test_no_change_another_sentence_and_unsafe_words_are_dropped(better):
    assert found(SAID, better) is None


@pytest.mark.parametrize(
    ("said", "better"),
    [
        ("There house is big and nice.", "Their house is big and nice."),
        ("I travel every day by bus", "I travel everyday by bus"),
        ("My favourite colour is blue.", "My favorite color is blue."),
        ("I um I like it very much", "I like it very much"),
    ],
)
def test_what_nobody_can_hear_is_no_mistake_of_somebody_who_spoke(said, better):
    assert found(said, better) is None


def test_whoever_typed_can_be_told_about_words_that_sound_alike():
    assert found("There house is big and nice.", "Their house is big and nice.", TYPED)
    edited = replace(HEARD, heard="something else")
    assert found("There house is big and nice.", "Their house is big and nice.", edited)


def test_what_the_recogniser_may_have_misheard_is_not_corrected():
    def with_words(probability: float) -> Turn:
        words = [{"text": word, "start": 0, "end": 1, "probability": probability if word == "go" else 0.9}
                 for word in SAID.split()]  # fmt: skip
        return replace(HEARD, words=json.dumps(words))

    assert found(SAID, BETTER, with_words(0.4)) is None
    assert found(SAID, BETTER, with_words(0.8))
    assert found(SAID, BETTER, replace(HEARD, words=json.dumps([{"text": "go", "start": 0, "end": 1}])))


@pytest.mark.parametrize(
    "text", [None, 3, "", "x" * 101, "**Hi** there", "Das ist ein schöner Satz für dich", "this is a\x00b"]
)
def test_only_a_line_of_plain_english_passes(text):
    assert plain_english(text, 100) is None


def test_plain_english_is_folded_to_one_line():
    assert plain_english(" You can talk \n about your work. ", 100) == "You can talk about your work."
