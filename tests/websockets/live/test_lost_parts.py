"""Where something is lost on the way, the whole recording is heard in its place, once."""

import sqlite3

import pytest

from tests.support.recordings import recorded
from tests.support.speaker import Speaker, recordings
from tests.support.speech import word_errors
from tests.support.story import SENTENCE


@pytest.mark.parametrize("failure", ["refused", "error", "hang up", "nonsense", "silence"])
@pytest.mark.parametrize("vendor", ["openai", "elevenlabs"])
def test_where_the_socket_fails_the_whole_recording_is_sent_and_nobody_is_given_up(vendors, room_with, vendor, failure):
    vendors.realtime.failure = failure
    ws = room_with(vendor)
    Speaker(ws, "t1", recorded(SENTENCE, after=0.1), pace=0.1).speak().let_go()
    assert ws.until("transcript")["text"] == "I like to cook."
    ws.until("usage")
    assert "fallback_activated" not in ws.types() and "error" not in ws.types()
    assert vendors.whom.count((vendor, "stt")) == 1
    log = ws.server.log.read_text()
    assert "sk-loopback" not in log and "did not hear along" in log
    tries = len(vendors.realtime.heard)
    Speaker(ws, "t2", recorded(SENTENCE, after=0.1), pace=0.1).speak().let_go()
    ws.until("transcript", turn="t2")
    assert len(vendors.realtime.heard) == tries, "for a minute it is asked for whole recordings only"


def test_a_take_with_a_lost_part_arrives_once_when_it_is_sent_whole(vendors, room_with):
    ws = room_with("local")
    speaker = Speaker(ws, "t1", recorded(SENTENCE), pace=0.1).speak(without=(5,))
    speaker.let_go()
    lost = ws.until("error")
    assert (lost["code"], lost["turn"]) == ("bad_audio", "t1")
    speaker.send_whole()
    assert word_errors(SENTENCE, ws.until("transcript")["text"]) < 0.1
    ws.until("usage")
    assert recordings(ws) == [speaker.recording]


def test_after_a_reconnect_in_the_middle_the_take_arrives_once(vendors, room_with):
    ws = room_with("elevenlabs")
    speaker = Speaker(ws, "t1", recorded(SENTENCE)).speak(until=6)
    with ws.student.socket(ws.session) as again:
        assert again.until("ready")
        again.until("provider_status")
        speaker.ws = again
        speaker.speak()
        speaker.let_go()
        assert again.until("error")["code"] == "bad_audio", "the first parts went to the other connection"
        speaker.send_whole()
        assert again.until("transcript")["turn"] == "t1"
        again.until("usage")
        speaker.send_whole()
        again.until("ai_response")
    assert len(recordings(ws)) == 1
    student_turns = "SELECT count(*) FROM turns WHERE who = 'student' AND session_id = ?"
    with sqlite3.connect(ws.server.data_dir / "talkbuddy.db") as db:
        assert db.execute(student_turns, (ws.session,)).fetchone() == (1,)
