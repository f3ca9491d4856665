"""Sessions: one active at a time, counted by the day, ended once."""

import pytest

from models import session as sessions
from models import turn as turns
from models import user
from tests.support.processes import all_at_once

START_TWENTY = """
import sys
from pathlib import Path
from models import session
from models.database import Database
db = Database(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for _ in range(20):
    try:
        print("started", session.start(db, 1, 1, "english_practice"))
    except session.AlreadyActive as active:
        print("active", active.session_id)
"""


@pytest.fixture
def start(db, maria, small_talk):
    return lambda: sessions.start(db, maria, small_talk.id, small_talk.session_type)


def end(db, session_id: int, status: str = "completed") -> bool:
    return sessions.close(db, session_id, status, "[]", "Well done.", 1)


def test_a_session_starts_active_and_knows_its_user_and_scenario(db, maria, small_talk, start):
    session = sessions.get(db, start())
    assert session and session.is_active
    assert (session.user_id, session.scenario_id, session.session_type) == (maria, small_talk.id, "english_practice")
    assert (session.transcript, session.feedback, session.completed_at) == (None, None, None)


def test_a_second_start_says_which_session_is_active(db, start):
    first = start()
    with pytest.raises(sessions.AlreadyActive) as refused:
        start()
    assert refused.value.session_id == first
    end(db, first)
    assert start() != first


def test_two_students_practise_at_the_same_time(db, small_talk, start):
    start()
    other = user.add(db, "ali@example.org", "a hash")
    assert sessions.start(db, other, small_talk.id, small_talk.session_type)


def test_of_sixty_starts_in_three_processes_at_once_one_succeeds(db, maria, small_talk):
    lines = [line for printed in all_at_once(START_TWENTY, 3, db.path) for line in printed.splitlines()]
    assert len(lines) == 60
    (winner,) = [line.split()[1] for line in lines if line.startswith("started")]
    assert {line for line in lines if line.startswith("active")} == {f"active {winner}"}
    assert db.value("SELECT count(*) FROM conversation_sessions") == 1


def test_only_sessions_in_which_the_student_spoke_count_for_the_day(db, maria, start):
    for _ in range(3):
        session = start()
        turns.add_reply(db, session, "p1", "How are you?", "scenario")
        end(db, session, "cancelled")
    assert sessions.started_today(db, maria) == 0
    session = start()
    assert sessions.started_today(db, maria) == 1, "the open one counts, or one could open many"
    turns.add_heard(db, session, "t1", "Fine.", "typed")
    end(db, session)
    assert sessions.started_today(db, maria) == 1


def test_yesterdays_sessions_do_not_count(db, maria, start):
    session = start()
    turns.add_heard(db, session, "t1", "Fine.", "typed")
    end(db, session)
    db.run("UPDATE conversation_sessions SET created_at = datetime('now', 'start of day', '-1 second')")
    assert sessions.started_today(db, maria) == 0
    db.run("UPDATE conversation_sessions SET created_at = datetime('now', 'start of day')")
    assert sessions.started_today(db, maria) == 1


def test_a_session_is_closed_once_with_its_duration_to_the_last_activity(db, start):
    session = start()
    db.run(
        "UPDATE conversation_sessions SET created_at = datetime('now', '-10 minutes'), "
        "last_activity_at = datetime('now', '-4 minutes')"
    )
    assert end(db, session)
    assert not sessions.close(db, session, "cancelled", "other", "other", 9)
    closed = sessions.get(db, session)
    assert closed and not closed.is_active and closed.completed_at
    assert (closed.status, closed.transcript, closed.feedback, closed.turn_count) == (
        "completed",
        "[]",
        "Well done.",
        1,
    )
    assert closed.duration == 360 and closed.feedback_by == "counted"


def test_only_active_sessions_without_activity_are_inactive(db, start):
    session = start()
    assert sessions.inactive(db, 60) == []
    db.run("UPDATE conversation_sessions SET last_activity_at = datetime('now', '-61 seconds')")
    assert [found.id for found in sessions.inactive(db, 60)] == [session]
    sessions.touch(db, session)
    assert sessions.inactive(db, 60) == []
    db.run("UPDATE conversation_sessions SET last_activity_at = datetime('now', '-61 seconds')")
    end(db, session)
    assert sessions.inactive(db, 60) == []


def test_somebody_elses_session_is_not_found(db, maria, start):
    session = start()
    assert sessions.owned(db, session, maria)
    assert sessions.owned(db, session, maria + 1) is None
    assert sessions.owned(db, session + 1, maria) is None


def test_the_history_is_newest_first_without_cancelled_ones_and_in_pages(db, maria, small_talk, start):
    ids = []
    for status in ("completed", "cancelled", "completed", "completed"):
        ids.append(start())
        end(db, ids[-1], status)
    assert [line.id for line in sessions.history(db, maria, 10)] == [ids[3], ids[2], ids[0]]
    assert [line.id for line in sessions.history(db, maria, 1, offset=1)] == [ids[2]]
    assert sessions.history(db, maria, 1)[0].name == small_talk.name
    assert sessions.history(db, maria + 1, 10) == []
