"""Rule checkers: clear mistakes are mended in their place, right sentences are left alone."""

from importlib.util import find_spec

import pytest

from providers.grammar import rules
from providers.grammar.base import Finding, mended
from providers.grammar.harper import Harper
from providers.grammar.lingotweaker import LingoTweaker
from tests.conftest import need


@pytest.fixture(scope="module", params=[LingoTweaker, Harper], ids=lambda kind: kind.package)
def checker(request):
    need(find_spec(request.param.package) is not None, request.param.package)
    return request.param()


MENDED = [
    ("She have a small dog.", "She has a small dog."),
    ("I didn't went to work on Monday.", "I didn't go to work on Monday."),
    ("I need some informations about it.", "I need some information about it."),
    ("We eated pizza last night.", "We ate pizza last night."),
    ("I am good in cooking.", "I am good at cooking."),
    ("😀 Señora, she have a dog.", "😀 Señora, she has a dog."),
]


@pytest.mark.parametrize(("said", "better"), MENDED)
def test_a_clear_mistake_is_mended_in_its_place(checker, said, better):
    assert mended(said, checker.findings(said)) == better


@pytest.mark.parametrize(
    "said", ["She has a small dog.", "I live in Guadalajara with my aunt Xóchitl.", "i like it and she likes it too"]
)
def test_right_sentences_names_and_small_letters_are_left_alone(checker, said):
    assert checker.findings(said) == []


def test_of_two_findings_in_one_place_the_first_one_counts():
    found = [Finding(0, 4, "We", "a"), Finding(2, 7, "x", "b"), Finding(9, 9, "!", "c")]
    assert mended("They live", found) == "We live!"


def test_without_any_checker_a_sentence_stays_as_it_is(monkeypatch):
    monkeypatch.setattr(rules, "CHECKERS", ())
    assert not rules.available() and rules.corrected("She have a dog.") == ("She have a dog.", [])


def test_lingotweaker_is_preferred_and_mends_several_places_at_once():
    need(find_spec(LingoTweaker.package) is not None, LingoTweaker.package)
    assert rules.CHECKERS[0] is LingoTweaker
    assert rules.corrected("She have a dog.") == ("She has a dog.", ["HE_VERB_AGR"])
    assert mended("She have two brother.", LingoTweaker().findings("She have two brother.")) == "She has two brothers."
