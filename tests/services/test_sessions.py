"""Sessions: within the limits, saved at once when they end, and feedback that a model may better."""

import asyncio
import json
from dataclasses import replace

import pytest

from models import session as sessions
from models import turn as turns
from models.session import AlreadyActive
from providers.errors import Unavailable
from services.problems import TooMany
from services.recordings import Recordings
from services.report.reports import Reports
from services.rooms import Rooms
from services.sessions import Sessions

SAID = "I like to cook dinner for my family."


@pytest.fixture
def rooms(db, settings, user_keys) -> Rooms:
    return Rooms(db, settings, user_keys, Recordings(settings.recordings_dir))


@pytest.fixture
def reports(db, settings, user_keys) -> Reports:
    return Reports(db, settings, user_keys, Recordings(settings.recordings_dir))


@pytest.fixture
def service(db, settings, rooms, reports) -> Sessions:
    return Sessions(db, settings, rooms, reports)


def talk(db, session_id: int) -> None:
    turns.add_reply(db, session_id, "p0", "How are you?", "scenario")
    turns.add_heard(db, session_id, "t1", SAID, "typed")
    turns.add_reply(db, session_id, "p1", "That sounds lovely.", "guided")


async def test_ending_saves_the_transcript_the_feedback_and_the_numbers(db, service, maria, small_talk):
    session_id = service.start(maria, small_talk)
    talk(db, session_id)
    ended = await service.end(session_id, wait=True)
    saved = sessions.get(db, session_id)
    assert saved and (saved.status, saved.turn_count, saved.feedback_by) == ("completed", 1, "counted")
    assert saved.completed_at and saved.duration is not None
    lines = json.loads(saved.transcript or "")
    assert [(line["who"], line["text"], line["provider"]) for line in lines] == [
        ("partner", "How are you?", "scenario"),
        ("student", SAID, "typed"),
        ("partner", "That sounds lovely.", "guided"),
    ]
    assert all(line["at"] for line in lines)
    assert (ended.feedback, ended.report_url) == (saved.feedback, f"/history/{session_id}")
    assert SAID in ended.feedback


async def test_a_session_in_which_nothing_was_said_is_cancelled_and_costs_nothing(db, service, maria, small_talk):
    session_id = service.start(maria, small_talk)
    turns.add_reply(db, session_id, "p0", "How are you?", "scenario")
    await service.end(session_id, wait=True)
    saved = sessions.get(db, session_id)
    assert saved and (saved.status, saved.turn_count) == ("cancelled", 0)
    assert service.left_today(maria) == 10


async def test_ending_twice_gives_the_same(db, service, maria, small_talk):
    session_id = service.start(maria, small_talk)
    talk(db, session_id)
    first = await service.end(session_id, wait=True)
    saved = sessions.get(db, session_id)
    assert await service.end(session_id, wait=True) == first
    assert sessions.get(db, session_id) == saved


async def test_a_models_checked_coaching_replaces_what_was_counted(db, service, reports, maria, small_talk, writer):
    writer('{"praise": {"answer": 1, "quote": "I like to cook dinner", "text": "You say what you like."}}')
    session_id = service.start(maria, small_talk)
    talk(db, session_id)
    at_once = await service.end(session_id, wait=False)
    assert SAID in at_once.feedback and reports.is_being_written(session_id)
    later = await service.end(session_id, wait=True)
    saved = sessions.get(db, session_id)
    assert saved and saved.feedback == later.feedback
    assert saved.feedback == 'You say what you like. You said: "I like to cook dinner"'
    assert saved.feedback_by == "writer" and not reports.is_being_written(session_id)


@pytest.mark.parametrize("written", ["You are the best.", Unavailable(), RuntimeError("broken")])
async def test_feedback_that_cannot_be_had_or_kept_leaves_the_counted_one(
    db, service, maria, small_talk, writer, written
):
    writer(written)
    session_id = service.start(maria, small_talk)
    talk(db, session_id)
    ended = await service.end(session_id, wait=True)
    saved = sessions.get(db, session_id)
    assert saved and saved.feedback == ended.feedback and saved.feedback_by == "counted"


async def test_one_at_a_time(service, maria, small_talk):
    session_id = service.start(maria, small_talk)
    with pytest.raises(AlreadyActive) as refused:
        service.start(maria, small_talk)
    assert refused.value.session_id == session_id


async def test_after_the_days_limit_it_says_when_to_come_back(db, settings, rooms, reports, maria, small_talk):
    service = Sessions(db, replace(settings, max_sessions_per_day=2), rooms, reports)
    for left in (1, 0):
        session_id = service.start(maria, small_talk)
        talk(db, session_id)
        await service.end(session_id, wait=True)
        assert service.left_today(maria) == left
    with pytest.raises(TooMany, match="2 conversations.*midnight UTC"):
        service.start(maria, small_talk)
    db.run("UPDATE conversation_sessions SET created_at = datetime('now', '-1 day')")
    assert service.start(maria, small_talk)


async def test_a_forgotten_session_does_not_stand_in_the_way(db, service, maria, small_talk):
    old = service.start(maria, small_talk)
    talk(db, old)
    db.run("UPDATE conversation_sessions SET last_activity_at = datetime('now', '-3 hours')")
    new = service.start(maria, small_talk)
    saved = sessions.get(db, old)
    assert saved and saved.status == "completed" and saved.feedback and new != old
    await service.end(old, wait=True)


async def test_the_sweep_saves_what_was_left_open(db, service, maria, small_talk):
    session_id = service.start(maria, small_talk)
    talk(db, session_id)
    db.run("UPDATE conversation_sessions SET last_activity_at = datetime('now', '-3 hours')")
    sweeping = asyncio.create_task(service.sweep())
    await asyncio.sleep(0.05)
    sweeping.cancel()
    saved = sessions.get(db, session_id)
    assert saved and saved.status == "completed" and json.loads(saved.transcript or "")
    await service.end(session_id, wait=True)


async def test_a_report_that_is_being_written_does_not_keep_the_program_from_stopping(
    db, service, reports, maria, small_talk, writer
):
    writer("Slow.")
    session_id = service.start(maria, small_talk)
    talk(db, session_id)
    await service.end(session_id, wait=False)
    await reports.stop()
    await asyncio.sleep(0.01)
    assert not reports.is_being_written(session_id)
    saved = sessions.get(db, session_id)
    assert saved and saved.feedback_by == "counted"
