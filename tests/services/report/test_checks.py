"""A model may say anything: only what holds against the student's own words is kept, and the rest is counted."""

import pytest

from services.report.checks import Checks, Quote, is_english

SAID = ["I like to cook dinner for my family.", "My brother don't like it, but he eat everything since 2019."]


@pytest.fixture
def checks() -> Checks:
    return Checks(SAID)


def test_a_quote_is_the_students_own_text_whatever_case_and_marks_the_model_used(checks):
    assert checks.quote("i LIKE to cook... dinner", 1) == Quote(1, "I like to cook dinner")
    assert checks.quote("my brother don’t like it but he", 2) == Quote(2, "My brother don't like it, but he")
    assert checks.dropped == 0


@pytest.mark.parametrize("answer", [1, 7, 0, -1, True, "2", None, [2]])
def test_a_quote_from_another_answer_gets_the_right_one(checks, answer):
    assert checks.quote("he eat everything", answer) == Quote(2, "he eat everything")


INVENTED = {
    "never said": "I enjoy cooking",
    "part of a word": "I like to coo",
    "other order": "dinner cook",
    "nothing": "",
    "nothing but marks": "...",
    "glued from two answers": "for my family my brother",
    "no text": 7,
    "a list": ["I like"],
    "an inflection": "he eats everything",
}


@pytest.mark.parametrize("name", INVENTED)
def test_an_invented_quote_is_dropped_and_counted(checks, name):
    assert checks.quote(INVENTED[name], 1) is None
    assert checks.dropped == 1


def test_plain_english_is_kept(checks):
    for text in ("After he, we add an s to the verb.", "Well done!", 'You said "I like to cook", which is very clear.'):
        assert checks.sentence(text) == text
    assert checks.sentence("  You said\n it well. ") == "You said it well."
    assert checks.sentence("You talk about 2019 well.") is not None, "the student said that number"
    assert checks.dropped == 0


UNTRUE = {
    "html": "Well done <b>you</b> did it.",
    "a script": "<script>alert(1)</script>",
    "an entity": "You did it &lt; well.",
    "a link": "Read more about this at https://example.org today.",
    "markdown": "**Well** done, you did it.",
    "a figure": "You spoke for 12 minutes.",
    "a percentage": "You used the past in 80% of the cases.",
    "a figure in words": "You made three mistakes in this talk.",
    "a mark": "I give you a good score for this.",
    "an invented quote": 'You said "I hate cooking" and it was good.',
    "an invented quote in curly marks": "You said “I hate cooking” and it was good.",
    "spanish": "Muy bien, tu inglés es excelente y tienes talento.",
    "german": "Du hast sehr gut gesprochen und viele Wörter benutzt.",
    "french": "Tu parles très bien et tu utilises de bons mots.",
    "turkish": "İngilizcen çok iyi, aferin sana.",
    "chinese": "你的英语很好。",
    "russian": "Ты говоришь очень хорошо.",
    "too long": "You did this well. " * 30,
    "empty": "  ",
    "no text": {"text": "You did well."},
    "control characters": "You did \x1b[31m well.",
}


@pytest.mark.parametrize("name", UNTRUE)
def test_what_is_no_honest_english_sentence_is_dropped_and_counted(checks, name):
    assert checks.sentence(UNTRUE[name]) is None
    assert checks.dropped == 1


def test_better_words_are_other_words_about_the_same_thing(checks):
    quote = Quote(2, "he eat everything")
    assert checks.better("He eats everything.", quote) == "He eats everything."
    assert checks.better("He eat everything!", quote) is None, "the same words"
    assert checks.better("The weather is nice.", quote) is None, "about something else"
    assert checks.dropped == 2


@pytest.mark.parametrize(
    ("said", "band"),
    [("B1", "around B1"), ("around A2", "around A2"), ("A2-B1", "A2 to B1"), ("B1 to B2", "B1 to B2")],
)
def test_a_level_is_a_range(checks, said, band):
    assert checks.band(said) == band


@pytest.mark.parametrize("said", ["7/10", "good", "A1-C2", "B2-A2", "D1", 3, None, ["B1"], "B1 " * 20])
def test_a_mark_or_a_wide_range_is_no_level(checks, said):
    assert checks.band(said) is None
    assert checks.dropped == 1


@pytest.mark.parametrize("text", ['{"a": 1}', 'Sure!\n```json\n{"a": 1}\n```\nBye', '{"a": 1} {"b": 2}'])
def test_the_json_object_is_found(checks, text):
    assert checks.read(text) == {"a": 1}


@pytest.mark.parametrize("text", ["", "You are the best.", "{", "[1]", '{"a": ', "{" * 5000, '"a"', "{'a': 1}"])
def test_without_json_there_is_nothing(checks, text):
    assert checks.read(text) == {}
    assert checks.dropped == 1


def test_lists_hold_objects_and_not_too_many(checks):
    assert checks.items([{"a": 1}, "b", None, {"c": 1}, {"d": 1}], 2) == [{"a": 1}, {"c": 1}]
    assert checks.dropped == 3
    assert checks.items("abc", 2) == [] and checks.dropped == 4
    assert checks.items(None, 2) == [] and checks.dropped == 4


def test_short_better_words_need_no_small_word():
    assert is_english("He works hard.") and not is_english("Sehr gut gemacht.")
