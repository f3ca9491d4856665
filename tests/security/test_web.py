"""The web side of a real server: names, headers, forms of other sites, errors and the log."""

import json
import re
import sqlite3

import httpx
import pytest

from tests.conftest import Server
from tests.support.student import PASSWORD


@pytest.fixture
def stranger(server):
    with httpx.Client(base_url=server.url, headers={"Origin": server.url}, trust_env=False) as client:
        yield client


def logged(server: Server) -> list[dict]:
    return [json.loads(line) for line in server.log.read_text().splitlines() if line.startswith("{")]


def get(server: Server, path: str, **headers: str) -> httpx.Response:
    return httpx.get(f"{server.url}{path}", headers=headers, trust_env=False)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "", "[", "x y"])
def test_another_name_is_not_answered_to(server, host):
    answer = get(server, "/", Host=host)
    assert answer.status_code == 400


def test_its_own_names_are(start_server):
    server = start_server(BASE_URL="https://talk.example.org")
    for host in ("talk.example.org", "localhost", "127.0.0.1:5001", "[::1]:5001"):
        assert get(server, "/", Host=host).status_code == 200, host


def test_who_listens_everywhere_is_told_to_set_the_name(start_server, server):
    assert "set BASE_URL" in start_server(HOST="0.0.0.0").log.read_text()
    assert "set BASE_URL" not in server.log.read_text()


def test_over_https_browsers_are_told_to_stay_there_and_cookies_are_secure(start_server, server):
    secure = start_server(BASE_URL="https://talk.example.org")
    for path in ("/", "/nowhere", "/static/css/app.css"):
        assert "max-age=31536000" in get(secure, path).headers["strict-transport-security"]
    assert "strict-transport-security" not in get(server, "/").headers
    student = secure.student()
    assert all("secure" in value.lower() for value in student.sign_in().headers.get_list("set-cookie"))
    refused = student.http.post("/logout", headers={"Origin": "http://talk.example.org", "Host": "talk.example.org"})
    assert refused.status_code == 403, "the same name without https is another site"


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


def test_a_form_from_another_site_is_refused(student):
    for headers in ({"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        assert student.http.post("/logout", headers=headers).status_code == 403
    assert "Practise" in student.page("/dashboard")


@pytest.mark.parametrize(
    "path", ["/logout", "/conversation", "/settings/keys", "/settings/providers", "/verify/resend"]
)
def test_what_changes_something_answers_post_only(student, path):
    assert student.http.get(path).status_code == 405


@pytest.mark.parametrize("in_pieces", [False, True])
def test_a_body_that_is_too_large_is_413_on_a_page_of_ours(stranger, in_pieces):
    data = b"email=" + b"x" * 100_000
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = stranger.post("/register", content=iter([data]) if in_pieces else data, headers=form)
    assert answer.status_code == 413
    assert "What you sent is too large. Go back and make it shorter." in answer.text


def test_an_unexpected_error_is_a_friendly_page_with_an_id_that_is_in_the_log(start_server):
    server = start_server()
    student = server.student()
    with sqlite3.connect(server.data_dir / "talkbuddy.db") as db:
        db.execute("ALTER TABLE provider_preferences RENAME TO gone")
    db.close()
    answer = student.http.get("/dashboard?secret=in-the-query")
    assert answer.status_code == 500 and "Something went wrong" in answer.text
    assert "Traceback" not in answer.text and "provider_preferences" not in answer.text
    for name in ("content-security-policy", "x-content-type-options", "permissions-policy"):
        assert name in answer.headers
    (line,) = [line for line in logged(server) if line["message"] == "unexpected error"]
    assert line["id"] in answer.text and line["error"] == "SQLError" and line["path"] == "/dashboard"
    assert any(place.startswith("dashboard.py:") for place in line["place"])
    assert "Traceback" not in server.log.read_text()


def test_the_log_has_one_line_for_each_request_and_tells_nothing_private(start_server):
    server = start_server(TRUSTED_PROXIES="127.0.0.1")
    student = server.student("private@example.org")
    student.post("/settings/keys", provider="openai", api_key="sk-verysecret0123456789")
    student.http.get("/history?page=2&note=in-the-query", headers={"X-Forwarded-For": "203.0.113.77"})
    student.http.get("/forged%0a%7B%22message%22:%22x%22%7D")
    with student.socket(session := student.start()) as ws:
        ws.opening()
        ws.send(type="transcript_direct", text="My secret garden.", provider="typed")
        ws.until("usage")
    server.stop()
    lines, text = [line for line in logged(server) if line["message"] == "request"], server.log.read_text()
    (history,) = [line for line in lines if line["path"] == "/history"]
    assert (history["method"], history["status"], history["from"]) == ("GET", 200, "203.0.113.0/24")
    assert history["ms"] > 0 and history["at"].endswith("+00:00")
    (socket,) = [line for line in lines if line["method"] == "SOCKET"]
    assert socket["path"] == f"/ws/conversation/{session}" and socket["status"] in (101, 1000, 1012)
    assert any(line["path"].startswith("/forged\n") for line in lines), "quoted, so it is no line of its own"
    private = ("private@example.org", PASSWORD, "sk-verysecret", "in-the-query", "203.0.113.77", "secret garden",
               student.http.cookies["talkbuddy"])  # fmt: skip
    assert not [word for word in private if word in text]


def test_a_form_that_cannot_be_read_is_a_page(server):
    headers = {"Content-Type": "multipart/form-data", "Origin": server.url}
    answer = httpx.post(f"{server.url}/login", content=b"no boundary", headers=headers, trust_env=False)
    assert answer.status_code in (400, 422) and "<main" in answer.text


def test_static_serves_only_what_lies_there(stranger):
    for path in ("/static/..%2fmain.py", "/static/../main.py", "/static/%2e%2e/main.py", "/static/"):
        assert stranger.get(path).status_code == 404


def test_the_outbox_is_for_this_computer_only_and_gone_with_a_mail_server(stranger, start_server):
    assert stranger.get("/outbox").status_code == 200
    assert stranger.get("/outbox", headers={"X-Forwarded-For": "203.0.113.7"}).status_code == 404
    configured = start_server(SMTP_SERVER="localhost")
    assert httpx.get(f"{configured.url}/outbox", trust_env=False).status_code == 404


def test_recordings_are_for_their_owner_only_and_can_be_asked_for_in_parts(server, student):
    from tests.support.speech import spoken

    recording = spoken("I like to swim in the sea.")
    with student.socket(student.start()) as ws:
        ws.opening()
        ws.say_aloud(recording)
        ws.until("usage")
    (turn,) = [t["id"] for t in student.http.get("/account/export").json()["turns"] if t["recording"]]
    part = student.http.get(f"/recordings/{turn}", headers={"Range": "bytes=4-7"})
    assert part.status_code == 206 and part.content == recording[4:8]
    assert server.student().http.get(f"/recordings/{turn}").status_code == 404
    stored = next((server.data_dir / "recordings").rglob("*.wav"))
    assert get(server, f"/static/../data/recordings/{stored.parent.name}/{stored.name}").status_code == 404
