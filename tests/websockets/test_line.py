"""The socket's own life: who may open it, who wins, what a lost one costs, and when it ends."""

import sqlite3
import time

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.support.talks import TYPED, slow_student, with_openai
from tests.support.vendors import Vendors


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
