"""States of pages that come about when something was done, sent or refused, in every mode."""

import sqlite3
from collections.abc import Iterator
from threading import Event

import pytest
from playwright.sync_api import expect

from tests.browser.tour import Tour
from tests.support.hub import Hub
from tests.support.student import PASSWORD, Student
from tests.support.vendors import Vendors

EMAIL = "newcomer@example.org"
TOO_LARGE = """() => {
  const form = document.querySelector('main form')
  form.querySelector('input').value = 'x'.repeat(2 ** 21)
  form.submit()
}"""
OPENAI_KEY, ELEVENLABS_KEY = "sk-loopback-0123456789", "sk_loopback0123456789fedcba"


@pytest.fixture
def tour(chromium, visit, server) -> Tour:
    return Tour(visit(chromium, server.url, bypass_csp=True))


def sent(tour: Tour, button: str, answered: str) -> None:
    """Press it and wait for what is said then."""
    tour.page.get_by_role("main").get_by_role("button", name=button).click()
    tour.page.get_by_text(answered).first.wait_for()


def test_who_confirms_an_address_and_who_has_not_yet(tour, server, tmp_path):
    page, newcomer = tour.page, Student(server.url, EMAIL)
    newcomer.post("/register", email=EMAIL, password=PASSWORD)
    newcomer.sign_in()
    tour.visit("/outbox", "outbox-mail")
    tour.visitor.use(newcomer)
    tour.visit("/dashboard", "dashboard-unconfirmed")
    sent(tour, "Start: Small talk with a neighbor", "Please confirm your e-mail address first.")
    tour.look("start-unconfirmed")
    page.goto("/dashboard")
    sent(tour, "Send the mail again", "Look into your mail")
    tour.look("mail-again")
    page.goto("/dashboard")
    sent(tour, "Send the mail again", "We sent you a mail a moment ago.")
    tour.look("mail-too-soon")
    link = f"/verify?token={newcomer.mailed_token()}"
    newcomer.http.close()
    tour.visitor.context.clear_cookies()
    tour.visit(link, "verify-valid")
    sent(tour, "Confirm my address", "Your address is confirmed.")
    tour.look("login-confirmed")
    page.goto(link)
    sent(tour, "Confirm my address", "Link too old")
    tour.look("verify-too-old")
    tour.assert_all_is_well(tmp_path)


def test_who_forgot_a_password(tour, server, tmp_path):
    page, student = tour.page, server.student()
    page.goto("/login")
    page.get_by_label("E-mail address").fill(student.email)
    page.get_by_label("Password").fill("a wrong guess")
    sent(tour, "Sign in", "E-mail address or password is wrong.")
    tour.look("login-refused")
    page.goto("/forgot")
    page.get_by_label("E-mail address").fill(student.email)
    sent(tour, "Send me a link", "If there is an account with this address")
    tour.look("forgot-sent")
    tour.visit(f"/reset?token={student.mailed_token('/reset')}", "reset-valid")
    page.get_by_label("New password").fill("a new password")
    sent(tour, "Save the new password", "Your new password is saved.")
    tour.look("login-reset")
    tour.assert_all_is_well(tmp_path)


def test_a_new_address(tour, server, tmp_path):
    page, new = tour.page, Student(server.url, "moved@example.org")
    tour.visitor.use(server.student())
    page.goto("/account")
    page.get_by_label("New e-mail address").fill(new.email)
    page.get_by_label("Your password").first.fill(PASSWORD)
    sent(tour, "Change the address", "We sent a link to your new address.")
    tour.look("address-sent")
    tour.visit(f"/account/email/confirm?token={new.mailed_token('/account/email/confirm')}", "address-confirm")
    new.http.close()
    sent(tour, "Use this address", f"Your address is {new.email}")
    tour.visit("/account?done=password", "account-done")
    tour.assert_all_is_well(tmp_path)


def test_a_form_that_is_too_large_and_a_server_that_is_broken(tour, server, tmp_path):
    tour.visitor.use(server.student())
    tour.page.goto("/account")
    tour.page.evaluate(TOO_LARGE)
    tour.page.get_by_role("heading", name="Too large").wait_for()
    tour.look("too-large")
    with sqlite3.connect(server.data_dir / "talkbuddy.db") as db:
        db.execute("ALTER TABLE review_cards RENAME TO misplaced")
        db.commit()
        tour.visit("/progress", "broken")
        db.execute("ALTER TABLE misplaced RENAME TO review_cards")
    db.close()
    assert tour.page.get_by_role("heading", name="Something went wrong").is_visible()
    tour.assert_all_is_well(tmp_path)


def test_the_report_of_somebody_else(tour, server, tmp_path):
    other = server.student()
    talked = other.start()
    other.post(f"/conversation/{talked}/end")
    tour.visitor.use(server.student())
    tour.visit(f"/history/{talked}", "history-of-another")
    tour.assert_all_is_well(tmp_path)


def test_a_key_that_works_and_one_that_is_refused(chromium, visit, start_server, tmp_path):
    with Vendors() as vendors:
        server = start_server(**vendors.settings)
        tour, student = Tour(visit(chromium, server.url, bypass_csp=True)), server.student()
        student.post("/settings/keys", provider="openai", api_key=OPENAI_KEY)
        tour.visitor.use(student)
        vendors.failures["elevenlabs:list"] = (401, {"detail": {"status": "invalid_api_key"}})
        tour.page.goto("/settings")
        field = tour.page.get_by_label("ElevenLabs key")
        field.fill(ELEVENLABS_KEY)
        tour.page.locator("form", has=field).get_by_role("button").click()
        tour.page.locator(".field-error").wait_for()
        assert tour.page.get_by_text("It works").is_visible()
        tour.look("settings-keys")
        vendors.failures["llm"] = (401, {"error": {"message": "bad key", "code": "invalid_api_key"}})
        tour.page.get_by_role("button", name="Test my chain").click()
        expect(tour.page.locator("#trial tbody")).to_contain_text("failed", timeout=40_000)
        tour.look("settings-chain-failed")
        tour.visit("/settings/tts/local", "settings-nothing-to-choose")
    tour.assert_all_is_well(tmp_path)


@pytest.fixture
def slow_hub(hub: type[Hub]) -> Iterator[tuple[type[Hub], Event]]:
    """It sends half of the model, and breaks off when it is told to."""
    told = Event()

    def half(handler: Hub) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(2 * len(handler.content)))
        handler.end_headers()
        handler.wfile.write(handler.content)
        told.wait(60)
        handler.close_connection = True

    hub.content, hub.do_GET = b"x" * 3 * 2**20, half
    yield hub, told
    told.set()


def test_a_model_on_its_way_and_one_that_did_not_come(chromium, visit, start_server, slow_hub, tmp_path):
    hub, told = slow_hub
    settings = {"MODEL_HUB_URL": hub.url, "LOCAL_MODEL": "someone/small/small.gguf", "LOCAL_MODEL_SHA256": "0" * 64}
    server = start_server(**settings)
    tour = Tour(visit(chromium, server.url, bypass_csp=True))
    tour.visitor.use(server.student())
    tour.page.goto("/dashboard")
    sent(tour, "Download", "3 MB of 6 MB")
    tour.look("dashboard-download")
    told.set()
    tour.page.get_by_text("The download stopped").wait_for()
    tour.look("dashboard-download-stopped")
    tour.assert_all_is_well(tmp_path)
