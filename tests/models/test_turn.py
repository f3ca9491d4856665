"""Turns: stored once, in order, a reply growing sentence by sentence."""

import pytest

from models import session as sessions
from models import turn as turns
from models.turn import Answering, Hearing, Recording


@pytest.fixture
def session(db, maria, small_talk) -> int:
    return sessions.start(db, maria, small_talk.id, small_talk.session_type)


def test_the_same_take_is_stored_once(db, session):
    assert turns.add_heard(db, session, "t1", "I like cats.", "local", duration=1.5, took=Hearing(stt_ms=120))
    assert not turns.add_heard(db, session, "t1", "I like bats.", "openai")
    (stored,) = turns.of_session(db, session)
    assert (stored.who, stored.text, stored.provider) == ("student", "I like cats.", "local")
    assert (stored.duration, stored.stt_ms) == (1.5, 120)


def test_takes_of_two_sessions_may_have_the_same_name(db, maria, small_talk, session):
    turns.add_heard(db, session, "t1", "One.", "typed")
    sessions.close(db, session, "completed", "[]", "", 1)
    other = sessions.start(db, maria, small_talk.id, small_talk.session_type)
    assert turns.add_heard(db, other, "t1", "Two.", "typed")
    assert [turn.text for turn in turns.of_session(db, session)] == ["One."]


def test_a_reply_grows_and_keeps_its_place(db, session):
    turns.add_heard(db, session, "t1", "Hello.", "typed")
    turns.add_reply(db, session, "p1", "Nice to meet you.", "openai")
    turns.add_heard(db, session, "t2", "Me too.", "typed")
    turns.add_reply(db, session, "p1", "Nice to meet you. How are you?", "openai")
    assert [(turn.who, turn.text) for turn in turns.of_session(db, session)] == [
        ("student", "Hello."),
        ("partner", "Nice to meet you. How are you?"),
        ("student", "Me too."),
    ]


def test_timings_are_noted_on_the_turn_they_belong_to(db, session):
    turns.add_reply(db, session, "p1", "Hello.", "scenario")
    turns.note(db, session, "p1", Answering("local", 10, 20, 30))
    turn = turns.find(db, session, "p1")
    assert turn and (turn.voice, turn.llm_ms, turn.tts_ms, turn.first_audio_ms) == ("local", 10, 20, 30)
    assert turns.find(db, session, "p2") is None


def test_a_recording_is_found_by_its_owner_only(db, maria, session):
    turns.add_heard(db, session, "t1", "Hello.", "local", recording=Recording("1/a.webm", "audio/webm"))
    turns.add_heard(db, session, "t2", "Hello again.", "typed")
    spoken, typed = turns.of_session(db, session)
    assert turns.recording_of(db, spoken.id, maria) == Recording("1/a.webm", "audio/webm")
    assert turns.recording_of(db, spoken.id, maria + 1) is None
    assert turns.recording_of(db, typed.id, maria) is None


def test_a_students_turns_go_with_their_account(db, maria, session):
    turns.add_heard(db, session, "t1", "Hello.", "typed")
    db.run("DELETE FROM users WHERE id = ?", maria)
    assert db.value("SELECT count(*) FROM turns") == 0


def test_an_edited_line_reads_as_it_was_meant_and_what_was_heard_stays(db, session):
    turns.add_heard(db, session, "t1", "I like bats.", "local")
    turns.edit(db, session, "t1", "I like cats.")
    turns.edit(db, session, "t1", "I like black cats.")
    (stored,) = turns.of_session(db, session)
    assert (stored.text, stored.heard) == ("I like black cats.", "I like bats.")
    assert db.value("SELECT text FROM turns") == "I like bats."


def test_a_line_that_nobody_touched_was_heard_as_it_stands(db, session):
    turns.add_heard(db, session, "t1", "I like cats.", "local")
    stored = turns.find(db, session, "t1")
    assert stored and stored.heard is None and not stored.is_disputed
    turns.dispute(db, session, "t1")
    stored = turns.find(db, session, "t1")
    assert stored and stored.is_disputed and stored.text == "I like cats."
