"""Registering, confirming the address, signing in and out, over HTTP."""

import re

import httpx
import pytest

from tests.support.student import PASSWORD, Student


@pytest.mark.parametrize(
    ("email", "password", "field"),
    [
        ("maria", PASSWORD, "email"),
        ("a@example.org, b@example.org", PASSWORD, "email"),
        ("", PASSWORD, "email"),
        ("maria@example.org", "short", "password"),
        ("maria@example.org", "é" * 37, "password"),
    ],
)
def test_a_field_that_will_not_do_is_422_with_the_reason_beside_it(stranger, email, password, field):
    answer = stranger.post("/register", data={"email": email, "password": password})
    assert answer.status_code == 422
    assert re.search(rf'<input[^>]*name="{field}"[^>]*aria-invalid="true"', answer.text)
    assert f'id="{field}-note" class="field-error"' in answer.text
    assert password not in answer.text or password == ""


def test_more_registrations_from_one_network_than_allowed_are_429(start_server):
    server = start_server(MAX_REGISTRATIONS_PER_IP_PER_DAY=2)
    statuses = [
        httpx.post(f"{server.url}/register", data={"email": f"s{n}@example.org", "password": PASSWORD}, trust_env=False)
        for n in range(3)
    ]
    assert [answer.status_code for answer in statuses] == [200, 200, 429]
    assert "tomorrow" in statuses[-1].text


def test_opening_the_link_does_not_consume_it_and_it_works_once(server, stranger):
    newcomer = Student(server.url)
    newcomer.post("/register", email=newcomer.email, password=PASSWORD)
    token = newcomer.mailed_token()
    for _ in range(2):
        assert "Confirm my address" in stranger.get("/verify", params={"token": token}).text
    assert stranger.post("/verify", data={"token": token}).status_code == 303
    assert stranger.post("/verify", data={"token": token}).status_code == 422
    newcomer.http.close()


def test_who_is_not_verified_sees_the_dashboard_but_has_no_conversation(server, student):
    newcomer = Student(server.url)
    newcomer.post("/register", email=newcomer.email, password=PASSWORD)
    newcomer.sign_in()
    assert "Send the mail again" in newcomer.page("/dashboard")
    refused = newcomer.post("/conversation", scenario_id="1")
    assert refused.status_code == 403 and "confirm your e-mail" in refused.text
    assert newcomer.post("/settings/keys", provider="openai", api_key="sk-0123456789").status_code == 403
    newcomer.http.close()


def test_a_wrong_password_and_an_unknown_address_answer_alike(student, stranger):
    answers = [
        stranger.post("/login", data={"email": email, "password": "wrong password"})
        for email in (student.email, "nobody@example.org")
    ]
    assert [a.status_code for a in answers] == [422, 422]
    assert answers[0].text.replace(student.email, "") == answers[1].text.replace("nobody@example.org", "")


def test_the_cookie_is_not_for_scripts_and_stays_on_this_site(student):
    cookie = student.sign_in().headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie


def test_who_was_sent_to_sign_in_by_a_room_comes_back_to_it(student, stranger):
    login = {"email": student.email, "password": PASSWORD}
    assert 'action="/login?room=7"' in stranger.get("/login?room=7").text
    assert stranger.post("/login?room=7", data=login).headers["location"] == "/conversation/7"
    for room in ("//evil.example", "7/../../settings", "", "9" * 18):
        assert stranger.post("/login", params={"room": room}, data=login).headers["location"] == "/dashboard"


def test_signing_out_really_ends_the_sign_in(student):
    cookie = student.http.cookies["talkbuddy"]
    student.post("/logout")
    answer = student.http.get("/dashboard", headers={"Cookie": f"talkbuddy={cookie}"})
    assert answer.status_code == 303
