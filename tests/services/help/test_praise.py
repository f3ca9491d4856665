"""Praise is short, and so: it says what was joined or counted, and of rules alone not that the rest is right."""

import pytest

from services.help.praise import beside, praise

ONE_WORD = "Well done: we would change only one word."


@pytest.mark.parametrize(
    ("said", "better", "well"),
    [
        ("She have a dog.", "She has a dog.", ONE_WORD),
        ("He is engineer.", "He is an engineer.", ONE_WORD),
        ("Um, she she have a dog.", "She has a dog.", ONE_WORD),
        ("I like it because it are warm.", "I like it because it is warm.",
         'Well done: you joined two ideas with "because".'),
        ("I like it but it are warm.", "I like it although it is warm.", None),
        ("When do she come home?", "When does she come home?", ONE_WORD),
        ("When I was young I have a dog, if I am right.", "When I was young I had a dog, if I am right.",
         'Well done: you joined two ideas with "if".'),
        ("Yesterday I go to the lake with my sister and my mother and ate fish.",
         "Yesterday I went to the lake with my sister and my mother and ate fish.",
         "Well done: that is a long sentence."),
        ("I play always tennis there.", "I always play the tennis there.", None),
    ],
)  # fmt: skip
def test_what_a_corrected_sentence_is_praised_for(said, better, well):
    assert beside(said, better) == well
    assert well is None or "mistake" not in well and "right" not in well


@pytest.mark.parametrize(
    ("said", "well"),
    [
        ("I like it because it is warm.", 'Well done: you joined two ideas with "because", and we found no mistake.'),
        ("Which one do you like?", "Well done: we found no mistake."),
        ("I like cats. " * 4, "Well done: a long answer, and we found no mistake."),
    ],
)
def test_what_an_answer_without_a_mistake_is_praised_for(said, well):
    assert praise(said) == well
