"""Every page over HTTP, from a server as a self-hoster runs it."""

import base64
import hashlib
import re
from pathlib import Path

import httpx
import pytest

from tests.support.student import PASSWORD, Student
from views.assets import HTMX, PICO

TYPED = {"type": "transcript_direct", "provider": "typed"}


@pytest.fixture
def stranger(server):
    with httpx.Client(base_url=server.url, headers={"Origin": server.url}, trust_env=False) as client:
        yield client


def finished(student: Student, text: str) -> int:
    """A session in which the student said this."""
    session = student.start()
    with student.socket(session) as ws:
        ws.opening()
        ws.send(**TYPED, text=text)
        ws.until("usage")
    student.post(f"/conversation/{session}/end")
    return session


def test_strangers_see_the_landing_page_and_are_sent_to_sign_in_elsewhere(stranger):
    assert "Start for free" in stranger.get("/").text
    for path in ("/dashboard", "/history", "/progress", "/settings", "/conversation/1", "/recordings/1"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.headers["location"]) == (303, "/login")


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


def test_a_wrong_password_and_an_unknown_address_answer_alike(student, stranger):
    answers = [
        stranger.post("/login", data={"email": email, "password": "wrong password"})
        for email in (student.email, "nobody@example.org")
    ]
    assert [a.status_code for a in answers] == [422, 422]
    assert answers[0].text.replace(student.email, "") == answers[1].text.replace("nobody@example.org", "")


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


def test_signing_out_really_ends_the_sign_in(student):
    cookie = student.http.cookies["talkbuddy"]
    student.post("/logout")
    answer = student.http.get("/dashboard", headers={"Cookie": f"talkbuddy={cookie}"})
    assert answer.status_code == 303


def test_the_cookie_is_not_for_scripts_and_stays_on_this_site(student):
    cookie = student.sign_in().headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie


def test_the_dashboard_shows_six_families_by_track_and_who_serves(student):
    page = student.page("/dashboard")
    for text in ("English practice", "Interview preparation", "Casual conversation", "Healthcare and clients"):
        assert text in page
    assert page.count("Start: ") == 12
    assert 'data-service="llm">Guided practice</span>' in page


def test_one_conversation_at_a_time_is_explained_and_can_be_replaced(student):
    session = student.start()
    refused = student.post("/conversation", scenario_id="3")
    assert refused.status_code == 429
    assert f"/conversation/{session}" in refused.text and 'name="replace"' in refused.text
    replaced = student.post("/conversation", scenario_id="3", replace=session)
    assert replaced.status_code == 303 and replaced.headers["location"] != f"/conversation/{session}"


def test_only_conversations_in_which_one_spoke_count_for_the_day(start_server):
    student = start_server(MAX_SESSIONS_PER_DAY=2).student()
    for _ in range(3):
        student.post(f"/conversation/{student.start()}/end")
    finished(student, "I like cats.")
    finished(student, "I like dogs.")
    refused = student.post("/conversation", scenario_id="1")
    assert refused.status_code == 429 and "midnight" in refused.text


def test_a_session_ends_without_socket_or_script(student):
    session = student.start()
    ended = student.post(f"/conversation/{session}/end")
    assert (ended.status_code, ended.headers["location"]) == (303, f"/history/{session}")
    assert student.http.get(f"/conversation/{session}").headers["location"] == f"/history/{session}"


def test_another_students_things_are_the_same_404_as_missing_ones(server, student):
    session, other = finished(student, "I like cats."), server.student()
    for path in ("/conversation/{}", "/history/{}", "/history/{}/feedback", "/recordings/{}"):
        foreign, missing = (other.http.get(path.format(number)) for number in (session, 10**30))
        assert (foreign.status_code, foreign.text) == (404, missing.text)
    assert other.post(f"/conversation/{session}/end").status_code == 404


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \"quoted\" & 'this'"


def test_what_a_student_says_is_shown_as_text(student):
    session = finished(student, HOSTILE)
    for path in (f"/history/{session}", "/history"):
        page = student.page(path)
        assert "<script>alert" not in page and "<img" not in page
    assert "&lt;script&gt;alert(1)" in student.page(f"/history/{session}")


def test_a_key_is_stored_and_never_shown_again(server, student):
    key = "sk-verysecret0123456789abcd"
    assert student.post("/settings/keys", provider="openai", api_key=f" {key}\n").status_code == 303
    page = student.page("/settings")
    assert "ends in abcd" in page and key not in page
    assert 'data-service="stt">OpenAI</span>' in student.page("/dashboard")
    assert key.encode() not in (server.data_dir / "talkbuddy.db").read_bytes()
    student.post("/settings/keys/delete", provider="openai")
    assert "ends in" not in student.page("/settings")


@pytest.mark.parametrize("key", ["", "short", "with space in it", "sk-ключ-ключ-ключ", "x" * 500])
def test_a_key_that_cannot_be_one_is_refused_beside_its_field(student, key):
    answer = student.post("/settings/keys", provider="openai", api_key=key)
    assert answer.status_code == 422 and 'id="key-openai-note"' in answer.text


def test_preferences_are_kept_in_order(student):
    student.http.post("/settings/providers", data={"stt": ["local", "browser"], "tts": "browser", "llm": "nonsense"})
    page = student.page("/dashboard")
    assert 'data-service="stt">TalkBuddy</span>' in page
    assert 'data-service="tts">Browser</span>' in page
    assert 'data-service="llm">Guided practice</span>' in page


@pytest.mark.parametrize(
    "path", ["/logout", "/conversation", "/settings/keys", "/settings/providers", "/verify/resend"]
)
def test_what_changes_something_answers_post_only(student, path):
    assert student.http.get(path).status_code == 405


def test_a_form_from_another_site_is_refused(student):
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert student.http.post("/logout", headers=headers).status_code == 403
    assert "Practise" in student.page("/dashboard")


def test_a_body_that_is_too_large_is_413(stranger):
    assert stranger.post("/register", data={"email": "x" * 100_000}).status_code == 413


def test_every_answer_has_the_security_headers(stranger):
    for path in ("/", "/nowhere", "/static/css/app.css", "/static/nothing.css", "/healthz", "/dashboard"):
        headers = stranger.get(path).headers
        assert "default-src 'self'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "microphone=(self)" in headers["permissions-policy"]
        assert "server" not in headers


def test_pages_have_no_inline_script_or_style(student):
    for path in ("/dashboard", "/history", "/settings", f"/conversation/{student.start()}"):
        page = student.page(path)
        assert not re.search(r"<script(?![^>]*src=)|<style| style=| on[a-z]+=", page), path


def test_static_serves_only_what_lies_there(stranger):
    for path in ("/static/..%2fmain.py", "/static/../main.py", "/static/%2e%2e/main.py", "/static/"):
        assert stranger.get(path).status_code == 404


def test_the_outbox_is_for_this_computer_only_and_gone_with_a_mail_server(stranger, start_server):
    assert stranger.get("/outbox").status_code == 200
    assert stranger.get("/outbox", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 404
    configured = start_server(SMTP_SERVER="localhost")
    assert httpx.get(f"{configured.url}/outbox", trust_env=False).status_code == 404


def test_more_registrations_from_one_network_than_allowed_are_429(start_server):
    server = start_server(MAX_REGISTRATIONS_PER_IP_PER_DAY=2)
    statuses = [
        httpx.post(f"{server.url}/register", data={"email": f"s{n}@example.org", "password": PASSWORD}, trust_env=False)
        for n in range(3)
    ]
    assert [answer.status_code for answer in statuses] == [200, 200, 429]
    assert "tomorrow" in statuses[-1].text


def test_healthz_says_ok(stranger):
    assert stranger.get("/healthz").json()["status"] == "ok"


@pytest.mark.parametrize("asset", [HTMX, PICO], ids=lambda asset: asset.file)
def test_the_pinned_hash_is_that_of_the_package(asset):
    name, _, version = asset.package.rpartition("@")
    package = Path("node_modules") / name
    assert f'"version": "{version}"' in (package / "package.json").read_text()
    digest = hashlib.sha384((package / asset.path).read_bytes()).digest()
    assert asset.integrity == f"sha384-{base64.b64encode(digest).decode()}"


def test_who_was_sent_to_sign_in_by_a_room_comes_back_to_it(student, stranger):
    login = {"email": student.email, "password": PASSWORD}
    assert 'action="/login?room=7"' in stranger.get("/login?room=7").text
    assert stranger.post("/login?room=7", data=login).headers["location"] == "/conversation/7"
    for room in ("//evil.example", "7/../../settings", "", "9" * 18):
        assert stranger.post("/login", params={"room": room}, data=login).headers["location"] == "/dashboard"
