"""The mistake of one conversation returns in a later one, and what the student says then decides when next."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from fsrs import Card

from models import review_card
from models import session as sessions
from models import turn as turns
from services import cards, prompts
from services.recordings import Recordings
from services.report.reports import Reports
from services.rooms import Rooms
from services.sessions import Sessions

ORIGINAL, BETTER = "he go home", "he went home"


@pytest.fixture
def held(db, maria, small_talk):
    """held(days, …): a session that began so many days from now; the one before it is over."""

    def make(days: int = 0, *said: str) -> sessions.Session:
        before = sessions.active_of(db, maria)
        if before:
            sessions.close(db, before.id, "completed", "[]", "", 1)
        session_id = sessions.start(db, maria, small_talk.id, small_talk.session_type)
        at = (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%d %H:%M:%S")
        db.run("UPDATE conversation_sessions SET created_at = ? WHERE id = ?", at, session_id)
        for number, text in enumerate(said):
            turns.add_heard(db, session_id, f"s{number}", text, "typed")
        found = sessions.get(db, session_id)
        assert found
        return found

    return make


def grow_older(db, days: int) -> None:
    """As if every card had been made so many days earlier."""
    for card in db.rows(review_card.ReviewCard, f"SELECT {review_card.ALL} FROM review_cards"):
        schedule = Card.from_json(card.schedule)
        assert schedule.last_review
        schedule.due -= timedelta(days=days)
        schedule.last_review -= timedelta(days=days)
        review_card.reschedule(db, card.id, schedule.to_json(), schedule.due)


def days_until_due(db, maria) -> int:
    (card,) = review_card.of_user(db, maria)
    due = datetime.fromisoformat(card.due).replace(tzinfo=UTC)
    return round((due - datetime.now(UTC)).total_seconds() / 86_400)


def test_a_kept_correction_is_due_the_next_day_and_reaches_the_partner(db, maria, held, small_talk):
    cards.keep(db, held(), "s0", ORIGINAL, BETTER)
    assert days_until_due(db, maria) == 1
    assert cards.due(db, held()) == [], "not in a conversation of the same day"
    due = cards.due(db, held(2))
    assert [card.better for card in due] == [BETTER]
    assert f'words such as "{BETTER}"' in prompts.with_cards(small_talk, due).context_prompt
    assert prompts.with_cards(small_talk, []) is small_talk


@pytest.mark.parametrize(
    ("said", "is_later"), [("Then he went home, at last.", True), ("Then he go home.", False), ("I like fish.", None)]
)
def test_what_the_student_says_moves_the_card(db, maria, held, said, is_later):
    cards.keep(db, held(), "s0", ORIGINAL, BETTER)
    grow_older(db, 2)
    before = review_card.of_user(db, maria)[0]
    cards.settle(db, held(), [said])
    (after,) = review_card.of_user(db, maria)
    if is_later is None:
        assert after == before, "words that did not come up stay due"
    else:
        assert after.due > before.due
        assert (days_until_due(db, maria) > 1) is is_later


def test_the_same_mistake_twice_in_one_session_is_one_card_and_one_lapse(db, maria, held):
    first = held()
    cards.keep(db, first, "s0", ORIGINAL, BETTER)
    before = review_card.of_user(db, maria)
    cards.keep(db, first, "s3", ORIGINAL, BETTER)
    assert review_card.of_user(db, maria) == before
    grow_older(db, 3)
    aged = review_card.of_user(db, maria)
    cards.keep(db, held(), "s0", ORIGINAL, BETTER)
    assert len(review_card.of_user(db, maria)) == 1 and review_card.of_user(db, maria) != aged


async def test_ending_a_session_settles_what_was_due_and_its_points_become_cards(
    db, settings, user_keys, maria, held, writer
):
    point = {"answer": 1, "quote": "he eat fish", "better": "he eats fish", "why": "After he, the verb takes an s."}
    writer(json.dumps({"points": [point]}))
    cards.keep(db, held(), "s0", ORIGINAL, BETTER)
    grow_older(db, 2)
    session = held(0, "At the market he eat fish, and then he went home.")
    recordings = Recordings(settings.recordings_dir)
    reports = Reports(db, settings, user_keys, recordings)
    await Sessions(db, settings, Rooms(db, settings, user_keys, recordings), reports).end(session.id, wait=True)
    assert {card.better for card in review_card.of_user(db, maria)} == {BETTER, "he eats fish"}
    assert cards.due(db, held()) == [], "what was said well is not due any more"


def test_cards_go_with_their_session_and_with_a_turn_that_was_never_said(db, maria, held):
    first, second = held(), held()
    cards.keep(db, first, "s0", ORIGINAL, BETTER)
    cards.keep(db, second, "s0", "she eat", "she eats")
    review_card.remove_of_turn(db, first.id, "s0")
    assert [card.better for card in review_card.of_user(db, maria)] == ["she eats"]
    sessions.delete(db, second.id)
    assert review_card.of_user(db, maria) == []
