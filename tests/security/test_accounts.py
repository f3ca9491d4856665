"""Accounts as a stranger sees them: over HTTP, against a real server."""

import io
import json
import re
import time
import zipfile

import httpx
import pytest

from tests.support.speech import spoken
from tests.support.student import PASSWORD, Student

NEW = "a brand new password"


def client(url: str, **headers: str) -> httpx.Client:
    return httpx.Client(base_url=url, headers={"Origin": url, **headers}, trust_env=False, timeout=60)


def body(answer: httpx.Response, *emails: str) -> tuple[int, str]:
    """Status and page without what was typed."""
    text = answer.text
    for email in emails:
        text = text.replace(email, "")
    return answer.status_code, text


@pytest.mark.parametrize("path", ["/register", "/login", "/forgot"])
def test_an_address_with_and_one_without_an_account_are_answered_alike(server, student, path):
    with client(server.url) as stranger:
        fields = {"email": student.email, "password": "not her password"}
        first = stranger.post(path, data=fields)
        second = stranger.post(path, data={**fields, "email": f"no-{student.email}"})
    emails = (f"no-{student.email}", student.email)
    assert body(first, *emails) == body(second, *emails)
    assert set(first.headers) == set(second.headers)


@pytest.mark.parametrize("path", ["/register", "/login", "/forgot"])
def test_they_cost_the_same_time(start_server, path):
    server = start_server()
    known = server.student()
    took: dict[str, list[float]] = {"known": [], "unknown": []}
    with client(server.url) as stranger:
        for number in range(4):
            for kind, email in (("known", known.email), ("unknown", f"new{number}@example.org")):
                began = time.perf_counter()
                stranger.post(path, data={"email": email, "password": "not her password"})
                took[kind].append(time.perf_counter() - began)
    fastest = [min(times) for times in took.values()]
    assert min(fastest) > 0.6 * max(fastest), took


def test_a_forgotten_password_is_replaced_through_the_mailed_link(server, student):
    with client(server.url) as browser:
        assert "Look into your mail" in browser.post("/forgot", data={"email": student.email}).text
        token = student.mailed_token("/reset")
        for _ in range(2):
            assert "Choose a new password" in browser.get("/reset", params={"token": token}).text
        refused = browser.post("/reset", data={"token": token, "password": "password"})
        assert refused.status_code == 422 and 'id="password-note" class="field-error"' in refused.text
        assert browser.post("/reset", data={"token": token, "password": NEW}).headers["location"] == "/login?reset=1"
        assert browser.post("/reset", data={"token": token, "password": NEW}).status_code == 422
    assert student.http.get("/dashboard").status_code == 303, "the old sign-in has ended"
    assert student.sign_in().status_code == 422 and student.sign_in(NEW).status_code == 303


def test_a_common_password_is_refused_beside_its_field(server):
    with client(server.url) as browser:
        refused = browser.post("/register", data={"email": "maria@example.org", "password": "iloveyou"})
    assert refused.status_code == 422 and "easy to guess" in refused.text


def test_a_changed_password_signs_all_other_browsers_out(server, student):
    other = Student(server.url, student.email)
    other.sign_in()
    wrong = student.post("/account/password", current_password="a guess", new_password=NEW)
    assert wrong.status_code == 422 and 'id="current_password-note" class="field-error"' in wrong.text
    assert student.post("/account/password", current_password=PASSWORD, new_password=NEW).status_code == 303
    assert "All other browsers are signed out" in student.page("/account?done=password")
    assert other.http.get("/dashboard").status_code == 303
    other.http.close()


def test_a_new_address_is_used_after_its_link_was_opened(server, student):
    new = Student(server.url, f"new-{student.email}")
    sent = student.post("/account/email", email=new.email, current_password=PASSWORD)
    assert "Look into your mail" in sent.text and student.email in student.page("/account")
    token = new.mailed_token("/account/email/confirm")
    assert "Use this address" in student.page(f"/account/email/confirm?token={token}")
    assert student.post("/account/email/confirm", token=token).status_code == 303
    assert new.email in student.page("/account")
    assert student.sign_in().status_code == 422 and new.sign_in().status_code == 303
    new.http.close()


def test_devices_are_listed_in_words_and_can_be_signed_out(server, student):
    phone = Student(server.url, student.email)
    phone.http.headers["User-Agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 20_0) AppleWebKit Version/20.0 Safari/604.1"
    phone.sign_in()
    page = student.page("/account")
    assert "Safari on iPhone" in page and page.count("(this browser)") == 1
    device = re.findall(r'value="(\d+)" name="device"', page)
    assert len(device) == 1
    student.post("/account/devices/end", device=device[0])
    assert phone.http.get("/dashboard").status_code == 303
    phone.http.close()


def test_everything_is_exported_with_its_recordings(server, student):
    session = student.start()
    recording = spoken("I like to swim in the sea.")
    with student.socket(session) as ws:
        ws.opening()
        ws.say_aloud(recording)
        ws.until("usage")
    student.post(f"/conversation/{session}/end")
    answer = student.http.get("/account/export")
    told = answer.json()
    assert "attachment" in answer.headers["content-disposition"]
    assert told["users"][0]["email"] == student.email
    assert [row["id"] for row in told["conversation_sessions"]] == [session]
    assert any("swim" in row["text"].lower() for row in told["turns"] if row["who"] == "student")
    archive = zipfile.ZipFile(io.BytesIO(student.http.get("/account/export.zip").content))
    (name,) = [name for name in archive.namelist() if name.startswith("recordings/")]
    assert archive.read(name) == recording
    assert json.loads(archive.read("account.json"))["turns"] == told["turns"]


def test_nobody_gets_anothers_export(server, student):
    other = server.student()
    assert student.email not in other.http.get("/account/export").text
    with client(server.url) as stranger:
        for path in ("/account", "/account/export", "/account/export.zip"):
            assert stranger.get(path).headers["location"] == "/login"


def test_a_deleted_account_is_gone_with_its_recordings(server, student):
    session = student.start()
    with student.socket(session) as ws:
        ws.opening()
        ws.say_aloud(spoken("I like to swim in the sea."))
        ws.until("usage")
    folder = server.data_dir / "recordings" / str(session)
    assert list(folder.iterdir())
    assert student.post("/account/delete", password="a guess").status_code == 422
    deleted = student.post("/account/delete", password=PASSWORD)
    assert deleted.status_code == 200 and "Account deleted" in deleted.text
    assert not folder.exists()
    assert student.http.get("/dashboard").status_code == 303
    assert student.sign_in().status_code == 422


def test_too_many_sign_ins_are_429_with_when_to_try_again_and_the_owner_gets_in(start_server):
    server = start_server(TRUSTED_PROXIES="127.0.0.1")
    victim = server.student("victim@example.org")
    with client(server.url, **{"X-Forwarded-For": "203.0.113.5"}) as attacker:
        guess = {"email": victim.email, "password": "a wrong guess"}
        statuses = [attacker.post("/login", data=guess).status_code for _ in range(11)]
        refused = attacker.post("/login", data={**guess, "password": PASSWORD})
    assert statuses == [422] * 10 + [429]
    assert refused.status_code == 429 and "Try again in 15 minutes" in refused.text
    assert "<main" in refused.text and 800 < int(refused.headers["retry-after"]) <= 900
    elsewhere = Student(server.url, victim.email)
    assert elsewhere.sign_in().status_code == 303
    victim.post("/logout")
    victim.http.headers["X-Forwarded-For"] = "203.0.113.5"
    assert victim.sign_in().status_code == 303, "her own browser, from the attacker's network"
    elsewhere.http.close()


def test_a_mail_is_sent_again_once_a_minute(server):
    newcomer = Student(server.url)
    newcomer.post("/register", email=newcomer.email, password=PASSWORD)
    newcomer.sign_in()
    assert newcomer.post("/verify/resend").status_code == 200
    refused = newcomer.post("/verify/resend")
    assert refused.status_code == 429 and "Try again in 1 minute" in refused.text
    newcomer.http.close()


def test_the_register_form_shows_hcaptcha_only_where_it_is_set_and_only_there(start_server, server):
    server_with = start_server(
        HCAPTCHA_SITE_KEY="site-key", HCAPTCHA_SECRET_KEY="the secret", HCAPTCHA_VERIFY_URL="http://127.0.0.1:9/"
    )
    with client(server_with.url) as stranger:
        page = stranger.get("/register")
        assert 'data-sitekey="site-key"' in page.text and "the secret" not in page.text
        assert "https://*.hcaptcha.com" in page.headers["content-security-policy"]
        assert "hcaptcha" not in stranger.get("/login").headers["content-security-policy"]
        fields = {"email": "maria@example.org", "password": PASSWORD}
        unanswered = stranger.post("/register", data=fields)
        assert unanswered.status_code == 422 and "tick the box" in unanswered.text
        unreachable = stranger.post("/register", data={**fields, "h-captcha-response": "x"})
        assert unreachable.status_code == 422 and "cannot reach hCaptcha" in unreachable.text
        assert stranger.post("/login", data=fields).status_code == 422, "no account was made"
    with client(server.url) as stranger:
        page = stranger.get("/register")
        assert "captcha" not in page.text + page.headers["content-security-policy"]
