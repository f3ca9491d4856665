"""What services say of single words, however they say it."""

import math

import pytest

from providers.asr.base import Word
from providers.asr.remote import timed_words


@pytest.mark.parametrize(
    ("said", "probability"),
    [
        ({}, None),
        ({"logprob": 0.0}, 1.0),
        ({"logprob": math.log(0.25)}, 0.25),
        ({"logprob": -math.inf}, 0.0),
        ({"logprob": 3.0}, 1.0),
        ({"probability": 0.75}, 0.75),
        ({"probability": 7}, 1.0),
        ({"probability": -1}, 0.0),
        ({"probability": "sure", "logprob": None}, None),
    ],
)
def test_how_sure_a_service_was_of_a_word(said, probability):
    word = {"text": "cook", "start": 0, "end": 0.4, **said}
    assert list(timed_words([word])) == [Word("cook", 0.0, 0.4, probability)]


@pytest.mark.parametrize(
    "word",
    [
        {"text": "cook", "start": None, "end": 1},
        {"text": " ", "start": 0, "end": 1},
        {"text": "(laughs)", "start": 0, "end": 1, "type": "audio_event"},
        {"start": 0, "end": 1},
    ],
)
def test_what_is_no_word_with_its_time_is_left_out(word):
    assert not list(timed_words([word]))


@pytest.mark.parametrize("nothing", [None, "cook", {}, []])
def test_a_service_without_words_has_none(nothing):
    assert not list(timed_words(nothing))
