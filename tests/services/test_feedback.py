"""Feedback claims nothing that was not counted or quoted."""

import re

import pytest

from models.turn import Turn
from providers.errors import NobodyLeft, ProviderError
from services import feedback
from services.feedback import ENOUGH_WORDS, checked, counted

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


def test_lines_with_the_students_own_words_are_kept():
    text = "You told a story: \"I like to cook dinner\".\nSay “my brother doesn't”, not “My brother don't like it”."
    assert checked(text.splitlines()[0], SAID) == text.splitlines()[0]


INVENTED = {
    "never said": 'Good: "I enjoy cooking".',
    "said by the partner": 'Good: "what else can you tell me".',
    "part of a word": 'Good: "I like to coo".',
    "other order": 'Good: "dinner cook".',
    "nothing but marks": 'Good: "...".',
    "curly quotes": "Good: “I enjoy cooking”.",
    "one of two": 'Good: "I like to cook", "I enjoy cooking".',
    "glued from the end of one answer and the start of another": 'Good: "for my family my brother".',
}


@pytest.mark.parametrize("name", INVENTED)
def test_a_line_with_an_invented_quote_is_dropped(name):
    honest = 'You said "I like to cook dinner". Well done.'
    assert checked(f"{INVENTED[name]}\n{honest}", SAID) == honest
    assert checked(INVENTED[name], SAID) == ""


def test_without_any_quote_nothing_is_kept():
    assert checked("Well done.\nYour English is excellent.", SAID) == ""
    assert checked("", SAID) == ""


def test_quotes_may_differ_in_case_and_marks():
    assert checked('Nice: "i like to cook DINNER, for my family"', SAID)


class Writes:
    """An LLM chain's end of it: it writes this text, or fails."""

    name = "scripted"

    def __init__(self, text: str | ProviderError) -> None:
        self.text = text
        self.prompt = None

    async def reply(self, prompt):
        self.prompt = prompt
        if isinstance(self.text, ProviderError):
            raise self.text
        return self.text, self


async def test_a_models_feedback_is_checked_and_says_who_wrote_it(small_talk):
    chain = Writes('Well: "I like to cook".\nBad: "I loves cooking".')
    written = await feedback.from_model(chain, small_talk, talk(SAID))  # pyright: ignore[reportArgumentType]
    assert written == ('Well: "I like to cook".', "scripted")
    assert all(answer in chain.prompt.turns[0][1] for answer in SAID)


async def test_a_model_that_only_invents_is_not_heard(small_talk):
    chain = Writes("You are the best student.")
    assert await feedback.from_model(chain, small_talk, talk(SAID)) is None  # pyright: ignore[reportArgumentType]


async def test_that_nobody_can_write_it_is_raised(small_talk):
    with pytest.raises(NobodyLeft):
        await feedback.from_model(Writes(NobodyLeft("llm", None)), small_talk, talk(SAID))  # pyright: ignore
