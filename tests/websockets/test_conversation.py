"""The socket against a real server: what the spec's client sends and hears."""

import base64
import time

import pytest

from tests.support.speech import spoken, word_errors
from tests.support.story import SENTENCE
from tests.support.talks import TYPED, count, slow_student
from tests.support.vendors import Vendors


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


@pytest.mark.parametrize(("level", "rate", "slower"), [("A1", 0.85, 0.64), ("A2", 0.92, 0.69), ("C1", None, 0.75)])
def test_the_browser_is_told_how_fast_the_level_is_spoken(student, level, rate, slower):
    student.post("/settings/providers", tts="browser")
    at = student.post("/conversation", scenario_id=1, level=level).headers["location"]
    with student.socket(int(at.rsplit("/", 1)[1])) as ws:
        ws.send(type="hello", stream=True)
        opening = ws.opening()["turn"]
        for how in ("again", "slower"):
            ws.send(type="again", turn=opening, how=how)
            ws.until("ai_speak_browser", again=True, last=True)
    told = [(m.get("again"), m.get("rate")) for m in ws.heard if m["type"] == "ai_speak_browser"]
    assert set(told) == {(None, rate), (True, rate), (True, slower)}


def test_sound_has_the_levels_pace_in_it(student):
    at = student.post("/conversation", scenario_id=1, level="A1").headers["location"]
    with student.socket(int(at.rsplit("/", 1)[1])) as ws:
        opening = ws.opening()["turn"]
        ws.send(type="again", turn=opening, how="slower")
        again = ws.until("ai_audio_complete", again=True)
        first = next(m for m in ws.heard if m["type"] == "ai_audio_complete")
    assert "rate" not in first and again["rate"] == 0.75


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
