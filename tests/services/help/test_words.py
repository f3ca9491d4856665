"""Words side by side: what is the same, what is missing, what is extra; what nobody can hear."""

import pytest

from services.help import sounds
from services.help.words import changes, compare, plain


def test_case_marks_short_forms_fillers_and_stutters_make_no_difference():
    assert plain("Um, I don't - I can't GO!") == plain("i do not I can not go")
    assert plain("the the dog") == ["the", "dog"]
    assert {how for how, _ in compare("I’m at home.", "i am at home")} == {"same"}


def test_every_wanted_word_is_same_or_missing_and_others_are_extra():
    assert compare("She has a small dog.", "she have small dog now") == [
        ("same", "She"),
        ("missing", "has"),
        ("missing", "a"),
        ("extra", "have"),
        ("same", "small"),
        ("same", "dog"),
        ("extra", "now"),
    ]
    assert compare("Hello there", "") == [("missing", "Hello"), ("missing", "there")]


def test_changes_are_the_places_where_two_sentences_differ():
    assert changes(plain("I live here since five years"), plain("I have lived here for five years")) == [
        (["live"], ["have", "lived"]),
        (["since"], ["for"]),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [("their", "there"), ("it's", "its"), ("colour", "color"), ("every day", "everyday"), ("organise", "organize"),
     ("travelling", "traveling"), ("centre", "center"), ("they are", "there")],
)  # fmt: skip
def test_what_sounds_alike_is_no_mistake_of_speech(before, after):
    assert sounds.alike(before.split(), after.split())


@pytest.mark.parametrize(("before", "after"), [("go", "went"), ("a", "an"), ("live", "leave"), ("", "the")])
def test_what_sounds_different_can_be_heard(before, after):
    assert not sounds.alike(before.split(), after.split())
