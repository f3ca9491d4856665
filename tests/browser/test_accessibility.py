"""Every page in every mode: no rule of axe broken, nothing wider than the window, valid HTML, a picture."""

from typing import Any

import pytest

from tests.browser.tour import MOVING, Tour
from tests.support.speech import mp3
from tests.support.student import PASSWORD
from tests.support.vendors import Vendors

BARS = """level => {
  document.getElementById('wave').style.setProperty('--level', level)
  for (const way of document.getAnimations()) way.finish()
  return [...document.querySelectorAll('#wave i')].map(bar => getComputedStyle(bar).transform)
}"""


@pytest.fixture
def tour(chromium, visit, server: Any) -> Tour:
    return Tour(visit(chromium, server.url, bypass_csp=True))


def test_the_pages_of_strangers(tour, tmp_path):
    for path in ("/", "/register", "/login", "/forgot", "/outbox", "/nowhere"):
        tour.visit(path, path.strip("/") or "landing")
    page = tour.page
    page.goto("/register")
    page.get_by_label("E-mail address").fill("short@example.org")
    page.get_by_label("Password").fill("short")
    page.locator("main form").evaluate("form => { form.noValidate = true }")
    page.get_by_role("main").get_by_role("button", name="Register").click()
    page.locator(".field-error").wait_for()
    tour.look("register-refused")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Register").click()
    page.get_by_role("heading", name="Look into your mail").wait_for()
    tour.look("register-done")
    tour.assert_all_is_well(tmp_path)


def test_the_pages_of_students(tour, server, tmp_path):
    student, page = server.student(), tour.page
    tour.visitor.use(student)
    for path in ("/dashboard", "/settings", "/account", "/history", "/progress"):
        tour.visit(path, path.strip("/"))
    page.goto("/account")
    page.get_by_label("Current password").fill("a wrong guess")
    page.get_by_label("New password").fill("a new password")
    page.get_by_role("button", name="Change the password").click()
    page.get_by_text("This is not your password.").wait_for()
    tour.look("account-refused")
    page.goto("/settings")
    page.get_by_role("button", name="Test my chain").click()
    page.get_by_role("table").wait_for(timeout=40_000)
    tour.look("settings-tested")
    page.goto("/account")
    page.locator("#delete-password").fill(PASSWORD)
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("heading", name="Account deleted").wait_for()
    tour.look("account-deleted")
    tour.assert_all_is_well(tmp_path)


def test_the_choice_of_a_voice_and_the_end_of_a_days_talks(chromium, visit, start_server, tmp_path):
    with Vendors() as vendors:
        vendors.sound = mp3("This is my voice.")
        server = start_server(MAX_SESSIONS_PER_DAY=1, **vendors.settings)
        student, tour = server.student(), Tour(visit(chromium, server.url, bypass_csp=True))
        student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
        tour.visitor.use(student)
        for service in ("stt", "llm", "tts"):
            tour.visit(f"/settings/{service}/openai", f"settings-{service}")
        tour.page.get_by_role("button", name="Listen").click()
        tour.page.locator("#sample audio").wait_for()
        tour.look("settings-tts-heard")
    talked = student.start()
    student.post(f"/conversation/{talked}/say", text="I like to swim.")
    student.post(f"/conversation/{talked}/end")
    tour.page.goto("/dashboard")
    tour.page.get_by_role("button", name="Start: Small talk with a neighbor").click()
    tour.page.get_by_role("alert").wait_for()
    tour.look("limit")
    tour.assert_all_is_well(tmp_path)


def test_who_wants_less_motion_sees_a_wave_that_stands(chromium, visit, server):
    visitor = visit(chromium, server.url)
    visitor.use(server.student())
    visitor.page.goto("/dashboard")
    visitor.start()
    page = visitor.page
    page.evaluate("document.getElementById('phase').dataset.phase = 'speaking'")
    for motion, stands in (("no-preference", False), ("reduce", True)):
        page.emulate_media(reduced_motion=motion)
        assert (page.evaluate(BARS, 0.2) == page.evaluate(BARS, 0.5)) == stands
        assert bool(page.evaluate(MOVING)) != stands


def test_the_room_and_what_comes_of_it(tour, server, tmp_path):
    visitor, page = tour.visitor, tour.page
    visitor.use(server.student())
    page.goto("/dashboard")
    visitor.start()
    page.get_by_label("Or type your answer").fill("I like to swim in the sea.")
    page.get_by_role("button", name="Send").click()
    visitor.speaking()
    visitor.ready()
    tour.look("room")
    page.get_by_role("button", name="Start talking").click()
    page.locator("#phase", has_text="Listening").wait_for()
    tour.look("room-listening")
    page.keyboard.press("Escape")
    page.get_by_text("Your recording was dropped.").wait_for()
    tour.look("room-dropped")
    page.goto("/dashboard")
    tour.look("dashboard-open")
    page.get_by_role("button", name="Start: Small talk with a neighbor").click()
    page.get_by_role("heading", name="Another conversation is open").wait_for()
    tour.look("conversation-open")
    page.get_by_role("button", name="Continue the open one").click()
    visitor.ready()
    page.get_by_role("button", name="End and get feedback").click()
    page.get_by_role("heading", name="Feedback").wait_for()
    tour.look("report")
    for path in ("/history", "/progress"):
        tour.visit(path, f"{path.strip('/')}-full")
    tour.assert_all_is_well(tmp_path)
