"""Takes that are heard while they are spoken: what appears, what is kept, what it costs, and what is let go when."""

import base64
import os
import sqlite3
import time

import numpy as np
import pytest

from providers.audio import RATE, decode
from tests.conftest import Server
from tests.support.recordings import PIECE_SECONDS, cut, recorded
from tests.support.speech import wav, word_errors
from tests.support.vendors import Vendors

SENTENCE = "My name is Maria and I work in a hospital."
MINUTE = {"openai": 0.003, "elevenlabs": 0.39 / 60}


class Speaker:
    """Sends a take piece by piece, as a page does."""

    def __init__(self, ws, turn: str, recording: bytes, pace: float = PIECE_SECONDS) -> None:
        self.ws, self.turn, self.recording, self.pace = ws, turn, recording, pace
        self.seconds = len(decode(recording)) / RATE
        self.pieces = cut(recording, self.seconds)
        self.sent = 0

    def speak(self, until: int | None = None, without: tuple[int, ...] = ()) -> "Speaker":
        for seq, piece in list(enumerate(self.pieces))[self.sent : until]:
            if seq not in without:
                data = base64.b64encode(piece).decode()
                self.ws.send(type="audio_chunk", turn=self.turn, seq=seq, data=data)
            self.sent = seq + 1
            time.sleep(self.pace)
        return self

    def let_go(self) -> float:
        """The moment at which it was."""
        self.ws.send(type="audio_complete", turn=self.turn, chunks=self.sent, mime="audio/webm", provider="x")
        return time.monotonic()

    def send_whole(self) -> None:
        self.ws.send(type="audio_complete", turn=self.turn, data=base64.b64encode(self.recording).decode())


@pytest.fixture(scope="module")
def running():
    with Vendors() as vendors:
        yield vendors


@pytest.fixture
def vendors(running):
    """As nothing was ever asked of it."""
    running.__dict__.update(whom=[], delays={}, transcript="I like to cook.")
    running.realtime.__dict__.update(heard=[], failure="", parts=["I like to cook."])
    return running


@pytest.fixture(scope="module")
def server(running, tmp_path_factory):
    started = Server(tmp_path_factory.mktemp("live") / "data", **running.settings).start()
    yield started
    started.stop()


@pytest.fixture
def room_with(server):
    """room_with('openai'): a student's room in which this vendor hears; the model and the voice need nobody."""
    open_sockets = []

    def make(stt: str, server=server):
        student = server.student()
        if stt in ("openai", "elevenlabs", "huggingface"):
            student.post("/settings/keys", provider=stt, api_key="sk-loopback-0123456789")
        student.post("/settings/providers", stt=[stt, "local"], llm="guided", tts="browser")
        opened = student.socket(session := student.start())
        ws = opened.__enter__()
        open_sockets.append(opened)
        ws.opening()
        ws.heard.clear()
        ws.student, ws.server, ws.session = student, server, session
        return ws

    yield make
    for opened in open_sockets:
        opened.__exit__(None, None, None)


def stored(ws, turn: str) -> sqlite3.Row:
    with sqlite3.connect(ws.server.data_dir / "talkbuddy.db") as db:
        db.row_factory = sqlite3.Row
        wanted = "SELECT * FROM turns WHERE session_id = ? AND turn = ?"
        return db.execute(wanted, (ws.session, turn)).fetchone()


def recordings(ws) -> list[bytes]:
    return [path.read_bytes() for path in (ws.server.data_dir / f"recordings/{ws.session}").glob("*")]


def partials(ws) -> list[str]:
    return [message["text"] for message in ws.heard if message["type"] == "transcript_partial"]


@pytest.mark.parametrize("container", ["webm", "ogg", "mp4", "mp4-opus"])
def test_words_appear_while_one_speaks_with_nobody_elses_help(room_with, container):
    ws = room_with("local")
    speaker = Speaker(ws, "t1", recorded(SENTENCE, container)).speak()
    began = speaker.let_go()
    transcript = ws.until("transcript")
    ms = (time.monotonic() - began) * 1000
    print(f"\n{container}: transcript {ms:.0f} ms after the release, load {os.getloadavg()[0]:.1f}; {partials(ws)}")
    assert word_errors(SENTENCE, transcript["text"]) < 0.1 and transcript["turn"] == "t1"
    assert len(partials(ws)) >= 2 and len(partials(ws)[0].split()) < len(SENTENCE.split())
    assert {m["turn"] for m in ws.heard if m["type"] == "transcript_partial"} == {"t1"}
    ws.until("usage")
    assert ws.types()[-1] == "usage" and "transcript_partial" not in ws.types()[ws.types().index("transcript") :]
    assert recordings(ws) == [speaker.recording], "the whole file is kept, as it was sent"
    assert stored(ws, "t1")["cost"] == 0.0


@pytest.mark.parametrize("vendor", ["openai", "elevenlabs"])
def test_a_vendor_with_a_socket_hears_along(vendors, room_with, vendor):
    vendors.realtime.parts = ["I like to cook.", "And to sing."]
    ws = room_with(vendor)
    speaker = Speaker(ws, "t1", recorded("I like to cook dinner for my family.", after=1.5)).speak()
    began = speaker.let_go()
    transcript = ws.until("transcript")
    print(f"\n{vendor}: {(time.monotonic() - began) * 1000:.0f} ms; {partials(ws)}")
    assert (transcript["text"], transcript["provider"]) == ("I like to cook.", vendor)
    assert partials(ws)
    assert [m["status"] for m in ws.heard if m["type"] == "processing"] == ["transcribing"]
    ws.until("usage")
    assert (vendor, "stt") not in vendors.whom, "the recording was not sent as well"
    turn = stored(ws, "t1")
    assert turn["billed_seconds"] == pytest.approx(speaker.seconds, abs=0.1)
    assert turn["cost"] == pytest.approx(MINUTE[vendor] / 60 * turn["billed_seconds"])
    assert len(vendors.realtime.heard) == 1 and vendors.realtime.heard[0].closed_at


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


def test_a_pause_sends_ahead_what_was_said_and_that_is_used(vendors, room_with):
    vendors.delays["stt"] = 0.3
    ws = room_with("huggingface")
    speaker = Speaker(ws, "t1", recorded(SENTENCE, after=1.5)).speak()
    began = speaker.let_go()
    assert ws.until("transcript")["text"] == "I like to cook."
    assert time.monotonic() - began < 0.25, "it was there already"
    assert partials(ws) == ["I like to cook."]
    assert vendors.whom.count(("huggingface", "stt")) == 1
    ws.until("usage")
    assert 0 < stored(ws, "t1")["billed_seconds"] < speaker.seconds


def test_a_pause_in_the_middle_was_asked_in_vain_and_is_counted(vendors, room_with):
    ws = room_with("huggingface")
    first, second = recorded(SENTENCE, after=1.2), recorded("And I like to cook.", after=0.05)
    speaker = Speaker(ws, "t1", joined(first, second)).speak()
    speaker.let_go()
    assert ws.until("transcript")["text"] == "I like to cook."
    ws.until("usage")
    assert vendors.whom.count(("huggingface", "stt")) == 2
    turn = stored(ws, "t1")
    assert speaker.seconds + 2 < turn["billed_seconds"] < 2 * speaker.seconds
    assert turn["seconds"] == pytest.approx(speaker.seconds, abs=0.1), "what was thrown away makes nobody speak longer"


def joined(*recordings: bytes) -> bytes:
    """One wav file of several recordings."""
    return wav(np.concatenate([decode(recording) for recording in recordings]))


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


@pytest.mark.parametrize("vendor", ["local", "openai"])
def test_of_a_dropped_take_nothing_is_written_down_or_kept(vendors, room_with, vendor):
    ws = room_with(vendor)
    speaker = Speaker(ws, "t1", recorded(SENTENCE)).speak(until=8)
    ws.send(type="cancel")
    time.sleep(0.3)
    ws.send(type="ping")
    ws.until("pong")
    ws.heard.clear()
    speaker.speak()
    speaker.let_go()
    assert ws.until("error")["code"] == "bad_audio"
    assert partials(ws) == [] and "transcript" not in ws.types() and recordings(ws) == []
    if vendor == "openai":
        assert [heard.closed_at is not None for heard in vendors.realtime.heard] == [True]
    Speaker(ws, "t2", recorded("I like cats."), pace=0.1).speak().let_go()
    assert ws.until("transcript", turn="t2")
    assert stored(ws, "t1") is None


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


@pytest.mark.parametrize("how", ["cancel", "leave", "replaced", "end"])
@pytest.mark.parametrize("vendor", ["openai", "elevenlabs"])
def test_the_vendors_socket_is_closed_at_once(vendors, room_with, vendor, how):
    ws = room_with(vendor)
    Speaker(ws, "t1", recorded(SENTENCE)).speak(until=8)
    (heard,) = vendors.realtime.heard
    began = time.monotonic()
    if how == "cancel":
        ws.send(type="cancel")
    elif how == "leave":
        ws.ws.close()
    elif how == "end":
        ws.send(type="end_session")
    else:
        began = replace(ws)
    while heard.closed_at is None and time.monotonic() < began + 2:
        time.sleep(0.005)
    assert heard.closed_at, "it never was"
    print(f"\n{vendor}, {how}: {(heard.closed_at - began) * 1000:.0f} ms")
    assert heard.closed_at - began < 0.15
    assert paid_beside(ws) == pytest.approx(MINUTE[vendor] / 60 * 8 * PIECE_SECONDS, rel=0.5), "no turn will count it"


def paid_beside(ws) -> float:
    """What was paid beside the turns, a moment later."""
    time.sleep(0.2)
    with sqlite3.connect(ws.server.data_dir / "talkbuddy.db") as db:
        return db.execute("SELECT coalesce(sum(cost), 0) FROM expenses WHERE session_id = ?", (ws.session,)).fetchone()[
            0
        ]


@pytest.mark.parametrize("how", ["cancel", "end"])
def test_a_whole_take_that_is_being_heard_when_it_is_dropped_or_the_session_ends_is_counted(vendors, room_with, how):
    vendors.delays["stt"] = 2.0
    ws = room_with("openai")
    Speaker(ws, "t1", recorded(SENTENCE)).send_whole()
    ws.until("processing", status="transcribing")
    time.sleep(0.2)
    ws.send(type="cancel" if how == "cancel" else "end_session")
    time.sleep(0.5)
    assert stored(ws, "t1") is None
    assert paid_beside(ws) == pytest.approx(MINUTE["openai"] / 60 * len(decode(recorded(SENTENCE))) / RATE, rel=0.1)


def replace(ws) -> float:
    with ws.student.socket(ws.session) as newer:
        began = time.monotonic()
        newer.until("ready")
        return began


def test_a_server_that_stops_while_somebody_speaks_leaves_nothing_behind(vendors, room_with, start_server):
    ws = room_with("openai", start_server(**vendors.settings))
    Speaker(ws, "t1", recorded(SENTENCE)).speak(until=8)
    ws.server.stop()
    assert "Task was destroyed" not in ws.server.log.read_text() and "never" not in ws.server.log.read_text()
