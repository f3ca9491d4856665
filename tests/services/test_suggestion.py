"""A level is suggested from what was counted, and only when there is enough."""

import pytest

from models import correction as corrections
from models import session as sessions
from models import turn as turns
from models.correction import Correction
from models.session import Aim
from services.suggestion import suggest

LONG = "I usually negotiate with colleagues about complicated contracts because our department is responsible for them."
PLAIN = "I like to go to the park with my dog and my big brother."


@pytest.fixture
def talked(db, maria, small_talk):
    """talked(level, answers, mistakes): an ended talk in which the first answers were corrected."""

    def make(level: str | None, answers: list[str], mistakes: int = 0, read: bool = True) -> int:
        session = sessions.start(db, maria, small_talk.id, small_talk.session_type, Aim(level=level))
        for number, text in enumerate(answers):
            turns.add_heard(db, session, f"s{number}", text, "typed")
            if read:
                better = "better words" if number < mistakes else None
                corrections.put(db, session, Correction(f"s{number}", text, better, None, None, "rules"))
        sessions.close(db, session, "completed", "[]", "", len(answers))
        return session

    return make


async def test_nothing_is_said_before_there_is_enough(db, maria, talked):
    assert await suggest(db, maria) is None
    talked("A2", [LONG] * 7)
    assert await suggest(db, maria) is None


async def test_long_answers_with_few_mistakes_and_words_above_the_level_go_up(db, maria, talked):
    talked("A2", [LONG] * 10)
    found = await suggest(db, maria)
    assert (found.at, found.level) == ("A2", "B1")
    assert found.because == "In your last talks at A2 your answers had about 15 words, and 0 of 10 needed a correction."


@pytest.mark.parametrize(
    ("answers", "mistakes", "read"),
    [
        ([PLAIN] * 10, 0, True),
        ([LONG] * 10, 2, True),
        ([LONG] * 10, 0, False),
        (["I like my small dog here."] * 10, 0, True),
    ],
)
async def test_everyday_words_mistakes_unread_and_middling_answers_change_nothing(
    db, maria, talked, answers, mistakes, read
):
    talked("A2", answers, mistakes, read)
    assert await suggest(db, maria) is None


async def test_very_short_answers_or_many_mistakes_go_down(db, maria, talked):
    talked("B1", ["I like it."] * 8)
    assert (await suggest(db, maria)).level == "A2"
    talked("B2", [PLAIN] * 10, mistakes=6)
    assert (await suggest(db, maria)).level == "B1"


async def test_there_is_nothing_below_the_first_and_above_the_last_level(db, maria, talked):
    talked("A1", ["I like it."] * 8)
    assert await suggest(db, maria) is None
    talked("C1", [LONG] * 10)
    assert await suggest(db, maria) is None


async def test_the_last_three_talks_at_the_newest_level_count_without_disputed_lines(db, maria, talked):
    talked("A2", [LONG] * 30)
    talked("B1", [LONG] * 20)
    session = talked("A2", ["I like it."] * 10)
    assert (await suggest(db, maria)).level == "B1"
    for number in range(10):
        turns.dispute(db, session, f"s{number}")
    assert (await suggest(db, maria)).because.endswith("0 of 30 needed a correction.")
    for _ in range(3):
        talked("A2", ["I like it."] * 10)
    assert (await suggest(db, maria)).level == "A1"


async def test_without_a_choice_the_scenarios_own_level_counts(db, maria, small_talk, talked):
    db.run("UPDATE scenarios SET level = 'B2' WHERE id = ?", small_talk.id)
    talked(None, ["I like it."] * 10)
    assert (await suggest(db, maria)).at == "B2"
