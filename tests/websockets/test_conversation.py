"""The socket against a real server: what the spec's client sends and hears, bad input, resuming, and losing power."""

import base64
import sqlite3
import time

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.support.speech import spoken, wav, word_errors
from tests.support.vendors import Vendors

SENTENCE = "My name is Maria and I work in a hospital."
TYPED = {"type": "transcript_direct", "text": "I like cats.", "provider": "typed"}


@pytest.fixture
def room(student):
    """A room in which the partner has said its first words."""
    with student.socket(student.start()) as ws:
        ws.opening()
        ws.heard.clear()
        yield ws


def test_the_partner_speaks_first_after_ready(student):
    with student.socket(session := student.start()) as ws:
        opening = ws.opening()
        assert ws.heard[0] == {"type": "ready", "session_id": session, "turns": []}
        assert ws.types() == ["ready", "provider_status", "ai_response", "processing", "ai_audio_complete", "usage"]
        assert ws.heard[1] == {"type": "provider_status", "stt": "browser", "llm": "guided", "tts": "local"}
        assert ws.heard[2]["text"].endswith("?")
        assert opening["turn"] == ws.heard[2]["turn"]


def test_a_client_that_says_nothing_gets_whole_texts_and_whole_audio_in_the_specs_order(room):
    room.say_aloud(spoken(SENTENCE), turn="t1")
    room.until("usage")
    assert [(m["type"], m.get("status")) for m in room.heard] == [
        ("processing", "transcribing"),
        ("transcript", None),
        ("processing", "thinking"),
        ("ai_response", None),
        ("processing", "speaking"),
        ("ai_audio_complete", None),
        ("usage", None),
    ]
    heard, reply, sound = room.heard[1], room.heard[3], room.heard[5]
    assert word_errors(SENTENCE, heard["text"]) < 0.1
    assert heard["turn"] == "t1" and heard["provider"] == "local"
    assert reply["provider"] == "guided"
    assert base64.b64decode(sound["data"]) and sound["mime"] == "audio/mpeg" and sound["provider"] == "local"


def test_words_of_the_browsers_recognition_are_echoed_and_answered(room):
    room.send(type="transcript_direct", text="I like  cats", provider="browser")
    room.until("usage")
    assert room.types() == [
        "transcript",
        "processing",
        "ai_response",
        "processing",
        "ai_audio_complete",
        "usage",
    ]
    assert room.heard[0]["text"] == "I like cats" and room.heard[0]["provider"] == "browser"


def test_the_browser_is_asked_to_speak_when_it_is_the_preferred_voice(student):
    student.post("/settings/providers", tts="browser")
    with student.socket(student.start()) as ws:
        ws.opening()
        speak = next(m for m in ws.heard if m["type"] == "ai_speak_browser")
        assert speak["text"] == next(m for m in ws.heard if m["type"] == "ai_response")["text"]


def test_a_client_that_said_stream_gets_sentences_in_order(student):
    with student.socket(student.start()) as ws:
        ws.send(type="hello", stream=True, browser_stt=False, browser_tts=False)
        ws.opening()
        ws.heard.clear()
        ws.send(**TYPED, turn="t1")
        ws.until("usage")
        deltas = [m for m in ws.heard if m["type"] == "ai_response_delta"]
        chunks = [m for m in ws.heard if m["type"] == "ai_audio_chunk"]
        whole = next(m for m in ws.heard if m["type"] == "ai_response")
        assert len(deltas) > 1 and " ".join(m["text"] for m in deltas) == whole["text"]
        assert [m["seq"] for m in chunks] == list(range(len(deltas)))
        assert [m["last"] for m in chunks] == [False] * (len(chunks) - 1) + [True]
        assert [m["text"] for m in chunks] == [m["text"] for m in deltas]
        assert {m["turn"] for m in [*deltas, *chunks]} == {whole["turn"]}


def test_ending_gives_feedback_that_stands_in_the_history(student):
    with student.socket(session := student.start()) as ws:
        ws.opening()
        ws.send(**TYPED)
        ws.until("usage")
        ws.send(type="end_session")
        end = ws.until("session_end")
        assert "I like cats." in end["feedback"]
        assert end["report_url"] == f"/history/{session}"
        assert ws.closed() == 1000
    assert "<q>I like cats.</q>" in student.page(end["report_url"])
    assert f"/history/{session}" in student.page("/history")


def test_a_fallback_is_announced_before_the_next_provider_answers(start_server):
    with Vendors() as vendors:
        vendors.failures["llm"] = (401, {"error": {"code": "invalid_api_key", "message": "no"}})
        student = start_server(**vendors.settings).student()
        student.post("/settings/keys", provider="huggingface", api_key="hf_abcdefghijklmnop")
        with student.socket(student.start()) as ws:
            ws.opening()
            ws.heard.clear()
            ws.send(**TYPED)
            fallback = ws.until("fallback_activated")
            assert (fallback["from"], fallback["to"], fallback["service"]) == ("huggingface", "guided", "llm")
            assert "key" in fallback["reason"]
            assert ws.until("provider_status")["llm"] == "guided"
            assert ws.until("ai_response")["provider"] == "guided"


MALFORMED = [
    ("no json", "{", "bad_message"),
    ("not an object", "[]", "bad_message"),
    ("no type", "{}", "bad_message"),
    ("type of the wrong kind", '{"type": 1}', "bad_message"),
    ("unknown type", '{"type": "dance"}', "bad_message"),
    ("nested too deep", "[" * 100_000, "bad_message"),
    ("no data", '{"type": "audio_complete"}', "bad_message"),
    ("data of the wrong kind", '{"type": "audio_complete", "data": 5}', "bad_message"),
    ("data that is not base64", '{"type": "audio_complete", "data": "%%%%"}', "bad_message"),
    ("empty data", '{"type": "audio_complete", "data": ""}', "bad_audio"),
    ("a turn of the wrong kind", '{"type": "audio_complete", "data": "", "turn": {}}', "bad_message"),
    ("a long turn", '{"type": "audio_complete", "data": "", "turn": "%s"}' % ("x" * 65), "bad_message"),
    ("a duration that is no number", '{"type": "audio_complete", "data": "", "duration": "1"}', "bad_message"),
    ("a duration that is not finite", '{"type": "audio_complete", "data": "", "duration": NaN}', "bad_message"),
    ("no text", '{"type": "transcript_direct"}', "bad_message"),
    ("text of the wrong kind", '{"type": "transcript_direct", "text": ["a"]}', "bad_message"),
    ("a foreign provider", '{"type": "transcript_direct", "text": "a", "provider": "openai"}', "bad_message"),
    ("blank text", '{"type": "transcript_direct", "text": "  "}', "no_speech"),
    ("text too long", '{"type": "transcript_direct", "text": "%s"}' % ("a" * 4001), "too_large"),
    ("hello of the wrong kind", '{"type": "hello", "stream": "yes"}', "bad_message"),
    ("a chunk without number", '{"type": "audio_chunk", "data": "", "turn": "t"}', "bad_message"),
    ("chunks that never came", '{"type": "audio_complete", "chunks": 3, "turn": "t"}', "bad_audio"),
    ("a recording too large", '{"type": "audio_complete", "data": "%s"}' % ("A" * (6 * 2**20)), "too_large"),
    ("a container that is none", '{"type": "audio_complete", "data": "aGVsbG8gd29ybGQ="}', "bad_audio"),
]


@pytest.mark.parametrize(("frame", "code"), [m[1:] for m in MALFORMED], ids=[m[0] for m in MALFORMED])
def test_bad_input_is_answered_in_words_and_the_session_goes_on(room, frame, code):
    room.ws.send(frame)
    error = room.until("error")
    assert error["code"] == code and error["message"].endswith(".")
    room.send(**TYPED)
    assert room.until("ai_response")


def test_a_binary_frame_is_answered_in_words(room):
    room.ws.send(b"\0\1")
    assert room.until("error")["code"] == "bad_message"


NOTHING_SAID = {
    "silence": np.zeros(32_000),
    "noise": np.random.default_rng(1).normal(0, 0.1, 32_000),
    "a tone": 0.3 * np.sin(np.arange(32_000) * 0.2),
    "a press of 0.1 s": np.zeros(1_600),
}


@pytest.mark.parametrize("name", NOTHING_SAID)
def test_where_nobody_speaks_nothing_is_stored_as_words(server, student, name):
    with student.socket(session := student.start()) as ws:
        ws.opening()
        ws.say_aloud(wav(NOTHING_SAID[name]), turn="t1")
        error = ws.until("error")
        assert error["code"] == "no_speech" and error["turn"] == "t1" and "We heard nothing" in error["message"]
    with student.socket(session) as ws:
        assert [turn["who"] for turn in ws.until("ready")["turns"]] == ["partner"]
    assert not list((server.data_dir / "recordings").glob(f"{session}/*"))


def test_a_broken_container_is_named_as_such(room):
    room.say_aloud(b"\x1a\x45\xdf\xa3" + b"\0" * 5000)
    assert room.until("error")["code"] == "bad_audio"


def test_a_take_in_chunks_is_one_take(room):
    recording = spoken(SENTENCE)
    parts = [recording[at : at + 30_000] for at in range(0, len(recording), 30_000)]
    for seq, part in enumerate(parts):
        room.send(type="audio_chunk", seq=seq, data=base64.b64encode(part).decode(), turn="t9")
    room.send(type="audio_complete", chunks=len(parts), turn="t9", provider="local")
    assert word_errors(SENTENCE, room.until("transcript", turn="t9")["text"]) < 0.1


def test_the_same_take_twice_is_stored_once_and_answered_alike(server, room):
    room.send(**TYPED, turn="same")
    first = room.until("ai_response")
    room.until("usage")
    room.send(**TYPED, turn="same")
    assert room.until("transcript")["text"] == "I like cats."
    assert room.until("ai_response") == first
    assert count(server, "SELECT count(*) FROM turns WHERE turn = 'same'") == 1


def test_one_turn_runs_at_a_time_and_the_socket_is_read_meanwhile(start_server):
    with Vendors() as vendors:
        vendors.delays["llm"] = 5
        student = slow_student(start_server, vendors)
        with student.socket(student.start()) as ws:
            ws.opening()
            ws.send(**TYPED, turn="t1")
            ws.until("processing", status="thinking")
            ws.send(**TYPED, turn="t2")
            busy = ws.until("error")
            assert (busy["code"], busy["turn"]) == ("busy", "t2")
            ws.send(type="ping")
            assert ws.until("pong", timeout=1)
            began = time.monotonic()
            ws.send(type="cancel")
            vendors.delays.clear()
            ws.send(**TYPED, turn="t3")
            assert ws.until("transcript", turn="t3", timeout=1) and time.monotonic() - began < 1
            assert ws.until("ai_response")["text"] == "That sounds lovely. What do you cook?"
        with student.socket(1) as ws:
            said = [t["turn"] for t in ws.until("ready")["turns"] if t["who"] == "student"]
            assert said == ["t1", "t3"], "what was heard before the cancel stays"


def test_after_a_power_cut_the_students_words_are_there_and_get_their_answer(start_server):
    with Vendors() as vendors:
        vendors.delays["llm"] = 30
        server = start_server(**vendors.settings)
        student = with_openai(server.student())
        with student.socket(session := student.start()) as ws:
            ws.opening()
            ws.send(**TYPED, turn="before the cut")
            ws.until("transcript")
            server.kill()
            with pytest.raises(ConnectionClosed):
                ws.until("ai_response")
        vendors.delays.clear()
        server.start()
        with student.socket(session) as ws:
            turns = ws.until("ready")["turns"]
            assert [(t["turn"], t["text"]) for t in turns if t["who"] == "student"] == [
                ("before the cut", "I like cats.")
            ]
            assert ws.until("ai_response")["provider"] == "openai"
            ws.until("usage")
            ws.send(**TYPED, turn="after it")
            assert ws.until("transcript")["turn"] == "after it"


def test_a_lost_connection_does_not_stop_the_turn(start_server):
    with Vendors() as vendors:
        vendors.delays["llm"] = 1.5
        student = slow_student(start_server, vendors)
        with student.socket(session := student.start()) as ws:
            ws.opening()
            ws.send(**TYPED)
            ws.until("processing", status="thinking")
        with student.socket(session) as ws:
            assert ws.until("ready")["turns"][-1]["text"] == "I like cats."
            assert ws.until("ai_response")["text"].startswith("That sounds lovely.")
        assert len([a for a in vendors.asked if a[0] == "llm"]) == 1


def test_the_newest_socket_wins(student):
    session = student.start()
    with student.socket(session) as old:
        old.opening()
        with student.socket(session) as new:
            new.until("ready")
            assert old.until("error")["code"] == "replaced"
            assert old.closed() == 4409
            new.send(**TYPED)
            assert new.until("ai_response")


def test_the_socket_refuses_strangers_before_it_accepts(server, student):
    session, other = student.start(), server.student()
    for who, origin in ((other, None), (student, "http://evil.example"), (student, "null")):
        with pytest.raises(InvalidStatus) as refused, who.socket(session, origin):
            pass
        assert refused.value.response.status_code == 403
    student.http.cookies.clear()
    with pytest.raises(InvalidStatus), student.socket(session):
        pass


def test_who_is_not_verified_is_told_and_let_go(server, student):
    session = student.start()
    with sqlite3.connect(server.data_dir / "talkbuddy.db", timeout=10) as db:
        db.execute("UPDATE users SET email_verified = FALSE WHERE email = ?", (student.email,))
    db.close()
    with student.socket(session) as ws:
        assert ws.until("error")["code"] == "unverified"
        assert ws.closed() == 4403


def test_two_hours_without_a_word_end_and_save_the_session(start_server):
    student = start_server(SESSION_INACTIVITY_SECONDS=4).student()
    with student.socket(session := student.start()) as ws:
        ws.opening()
        ws.send(**TYPED)
        ws.until("usage")
        assert "I like cats." in ws.until("session_end")["feedback"]
        assert ws.closed() == 4408
    assert "I like cats." in student.page(f"/history/{session}")


def test_an_ended_session_says_so(student):
    session = student.start()
    student.post(f"/conversation/{session}/end")
    with student.socket(session) as ws:
        assert ws.until("error")["code"] == "session_over"


def test_ending_on_the_page_tells_the_open_room(student):
    with student.socket(session := student.start()) as ws:
        ws.opening()
        student.post(f"/conversation/{session}/end")
        assert ws.until("session_end")["report_url"] == f"/history/{session}"


def slow_student(start_server, vendors: Vendors):
    return with_openai(start_server(**vendors.settings).student())


def with_openai(student):
    """Only the model is OpenAI's; speech stays on this computer."""
    student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
    student.post("/settings/providers", stt="local", llm="openai", tts="local")
    return student


def count(server, sql: str) -> int:
    with sqlite3.connect(server.data_dir / "talkbuddy.db") as db:
        return db.execute(sql).fetchone()[0]


def test_before_a_quiet_session_ends_the_student_is_told_and_anything_keeps_it_open(start_server):
    student = start_server(SESSION_INACTIVITY_SECONDS=8).student()
    with student.socket(student.start()) as ws:
        ws.opening()
        warning = ws.until("error", code="idle")
        assert "or this conversation ends in a minute" in warning["message"]
        ws.send(type="hello", stream=True)
        time.sleep(1)
        ws.send(type="ping")
        ws.until("pong")
