"""Corrections: one an answer, kept when disputed, counted when not."""

import pytest

from models import correction as corrections
from models import session as sessions
from models import turn as turns
from models.correction import Correction


@pytest.fixture
def session(db, maria, small_talk) -> int:
    session = sessions.start(db, maria, small_talk.id, small_talk.session_type)
    for number in range(3):
        turns.add_heard(db, session, f"t{number}", "She have a dog.", "typed")
    return session


def found(turn: str, better: str | None = "She has a dog.") -> Correction:
    return Correction(turn, "She have a dog.", better, better and "Say has.", better and "agreement", "rules")


def test_those_count_that_have_better_words_and_are_not_disputed(db, session):
    for one in (found("t2"), found("t0"), found("t1", None)):
        corrections.put(db, session, one)
    assert [each.turn for each in corrections.counted(db, session)] == ["t0", "t2"]
    turns.dispute(db, session, "t0")
    assert [each.turn for each in corrections.counted(db, session)] == ["t2"]
    assert corrections.find(db, session, "t0") == found("t0"), "it is kept"
    assert corrections.read(db, session) == {"t0", "t1", "t2"}


def test_a_repaired_one_says_when_and_only_what_was_corrected_can_be_repaired(db, session):
    corrections.put(db, session, found("t0"))
    corrections.put(db, session, found("t1", None))
    for turn in ("t0", "t1"):
        corrections.repaired(db, session, turn)
    assert [bool(corrections.find(db, session, turn).repaired_at) for turn in ("t0", "t1")] == [True, False]


def test_new_words_drop_it(db, session):
    corrections.put(db, session, found("t0"))
    corrections.drop(db, session, "t0")
    assert corrections.find(db, session, "t0") is None
