"""Open sockets end with the sign-in that opened them, and a flood of messages is slowed down."""

import time
from contextlib import contextmanager

import pytest

from tests.conftest import Server
from tests.support.student import PASSWORD, Student

TYPED = {"type": "transcript_direct", "text": "I like cats.", "provider": "typed"}


@contextmanager
def open_room(student: Student):
    with student.socket(student.start()) as ws:
        ws.opening()
        yield ws


def code_within_five_seconds(ws) -> int:
    began = time.monotonic()
    code = ws.closed()
    assert time.monotonic() - began < 5
    return code


def sign_out(student: Student) -> None:
    student.post("/logout")


def delete(student: Student) -> None:
    student.post("/account/delete", password=PASSWORD)


def change_password_elsewhere(student: Student) -> None:
    other = Student(student.url, student.email)
    other.sign_in()
    assert other.post("/account/password", current_password=PASSWORD, new_password="a new one").status_code == 303
    other.http.close()


def reset_password(student: Student) -> None:
    student.post("/forgot", email=student.email)
    assert student.post("/reset", token=student.mailed_token("/reset"), password="a new one").status_code == 303


def change_address_elsewhere(student: Student) -> None:
    other, new = Student(student.url, student.email), Student(student.url, f"new-{student.email}")
    other.sign_in()
    other.post("/account/email", email=new.email, current_password=PASSWORD)
    assert other.post("/account/email/confirm", token=new.mailed_token("/account/email/confirm")).status_code == 303
    other.http.close()
    new.http.close()


@pytest.mark.parametrize(
    "how", [sign_out, delete, change_password_elsewhere, reset_password, change_address_elsewhere],
    ids=lambda how: how.__name__,
)  # fmt: skip
def test_a_socket_is_closed_within_five_seconds(student, how):
    with open_room(student) as ws:
        how(student)
        assert code_within_five_seconds(ws) == 4401
    assert [m["code"] for m in ws.heard if m["type"] == "error"] == ["signed_out"]


def test_it_is_closed_also_when_another_process_ended_the_sign_in(start_server):
    server = start_server()
    student = server.student()
    second = Server(server.data_dir).start()
    try:
        with open_room(student) as ws:
            elsewhere = Student(second.url, student.email)
            elsewhere.http.cookies = student.http.cookies
            elsewhere.post("/logout")
            assert code_within_five_seconds(ws) == 4401
            elsewhere.http.close()
    finally:
        second.stop()


def test_the_owners_own_browser_stays_when_it_changes_the_password(student):
    with open_room(student) as ws:
        student.post("/account/password", current_password=PASSWORD, new_password="a new one")
        time.sleep(3)
        ws.send(**TYPED)
        assert ws.until("ai_response")


def test_more_than_twenty_messages_a_second_are_refused_and_the_session_goes_on(student):
    with open_room(student) as ws:
        for _ in range(60):
            ws.send(type="ping")
        answers = [ws.receive() for _ in range(60)]
        pongs = [m for m in answers if m["type"] == "pong"]
        refused = [m for m in answers if m["type"] == "error"]
        assert 20 <= len(pongs) < 60 and {m["code"] for m in refused} == {"rate_limited"}
        time.sleep(1.1)
        ws.send(**TYPED)
        assert ws.until("ai_response")
