"""How long an answer should be depends on the question."""

import pytest

from services.measures.answers import Length, lengths, target


@pytest.mark.parametrize(
    ("question", "seconds"),
    [
        ("Could you tell me about yourself?", (60, 90)),
        ("Please introduce yourself.", (60, 90)),
        ("Can you describe a time you overcame a challenge?", (90, 120)),
        ("Can you give me an example?", (90, 120)),
        ("What are your main strengths?", None),
        ("", None),
    ],
)
def test_introductions_and_stories_have_a_target_and_other_questions_none(question, seconds):
    assert target(question) == seconds


def test_lengths_say_what_is_known():
    assert lengths([("Tell me about yourself.", "I am Maria.", 3.5), ("Why?", "Because.", None)]) == [
        Length(1, 3, 3.5, (60, 90)),
        Length(2, 1, None, None),
    ]
