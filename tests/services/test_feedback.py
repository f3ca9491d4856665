"""Feedback claims nothing that was not counted or quoted."""

import re

from models.turn import Turn
from services.feedback import ENOUGH_WORDS, counted

SAID = ["I like to cook dinner for my family.", "My brother don't like it, but he eat everything."]


def turn(number: int, who: str, text: str) -> Turn:
    return Turn(number, 1, f"t{number}", who, text, "typed", *[None] * 8, "2026-01-01 12:00:00")  # pyright: ignore


def talk(answers: list[str]) -> list[Turn]:
    asked = [turn(2 * n, "partner", "And what else can you tell me about that?") for n, _ in enumerate(answers)]
    said = [turn(2 * n + 1, "student", answer) for n, answer in enumerate(answers)]
    return [each for pair in zip(asked, said, strict=True) for each in pair]


def test_who_said_nothing_gets_no_feedback(small_talk):
    assert "did not say anything" in counted(small_talk, [])
    assert "did not say anything" in counted(small_talk, [turn(1, "partner", "How are you?")])


def test_under_thirty_words_it_abstains_from_numbers_about_words(small_talk):
    text = counted(small_talk, talk([" ".join(["word"] * (ENOUGH_WORDS - 1))]))
    assert "too little" in text and "29" not in text and "words" not in text.replace('"', "").split("too little")[1]
    assert "different" not in text
    assert "30 words" in counted(small_talk, talk([" ".join(["word"] * ENOUGH_WORDS)]))


def test_what_is_counted_is_right_and_only_the_students(small_talk):
    answers = ["I like cats and dogs and birds a lot."] * 4 + ["Yes."]
    text = counted(small_talk, talk(answers))
    assert small_talk.partner in text and "answered 5 times" in text
    assert "37 words, 9 of them different" in text and "about 7 words" in text
    assert f'"{answers[0]}"' in text
    assert "does not judge your English" in text


def test_the_quote_is_the_students_longest_answer(small_talk):
    text = counted(small_talk, talk(["Yes.", SAID[1], SAID[0]]))
    assert re.findall('"(.*?)"', text) == [SAID[1]]
