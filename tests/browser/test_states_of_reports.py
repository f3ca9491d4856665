"""What is kept of talks, in every mode: a report from its first words to its stories, and the record that grows."""

import json

import pytest
from playwright.sync_api import expect

from services.help import corrector
from tests.browser.tour import Tour
from tests.browser.visitor import unfold
from tests.support.conversations import finished, written
from tests.support.interviews import ANSWERS, COACH, answer_aloud, with_keys
from tests.support.vendors import Vendors

SAID = "I like to cook dinner for my family, and my brother he eat it every evening. "
MORE = ["", "Then we walk along the old river and look at boats. ", "My sister plays loud music with her friends. "]
CORRECTED = {"better": SAID.replace("brother he eat", "brother eats"), "kind": "tense", "why": "He, she, it: eats."}
COLOUR = "where => getComputedStyle(document.querySelector(where)).color"


@pytest.fixture
def vendors():
    with Vendors() as running:
        yield running


def test_a_report_that_is_being_written_that_failed_and_that_is_whole(chromium, visit, start_server, vendors, tmp_path):
    server = start_server(**vendors.settings)
    student, tour = with_keys(server, stt="elevenlabs"), Tour(visit(chromium, server.url, bypass_csp=True))
    page = tour.page
    session = student.start("A general job interview")
    with student.socket(session) as ws:
        answer_aloud(ws, vendors, ANSWERS)
    vendors.delays["llm"], vendors.failures["llm"] = 2, (500, {"error": {"message": "down"}})
    student.post(f"/conversation/{session}/end")
    tour.visitor.use(student)
    page.route("**/feedback?*", lambda route: route.fulfill(status=204))  # nothing new comes while it is looked at
    tour.visit(f"/history/{session}", "report-being-written")
    page.unroute("**/feedback?*")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    unfold(page)
    tour.look("report-failed")
    vendors.delays.clear()
    vendors.failures.clear()
    vendors.reply = [json.dumps(COACH)]
    page.get_by_role("button", name="Try again").click()
    for part in ("points", "levels", "stories"):
        expect(page.locator(f"#{part}")).not_to_be_empty()
    expect(page.locator("#state")).to_be_empty()
    unfold(page)
    tour.look("report-whole")
    page.get_by_role("button", name="Practise this: point 1").click()
    tour.visitor.ready()
    assert page.locator(".goal").is_visible()
    tour.look("room-goal")
    tour.assert_all_is_well(tmp_path)
    assert not tour.visitor.mistakes


def test_progress_with_lines_and_with_words_that_come_back(chromium, visit, start_server, vendors, tmp_path):
    vendors.answers = {corrector.INSTRUCTIONS: json.dumps(CORRECTED)}
    server = start_server(**vendors.settings)
    student, tour = with_keys(server, stt="local"), Tour(visit(chromium, server.url, bypass_csp=True))
    for more in MORE:
        written(student, finished(student, SAID + more + SAID))
    tour.visitor.use(student)
    tour.page.goto("/progress")
    assert tour.page.locator(".sparkline").count() and tour.page.locator(".cards-due").count()
    tour.look("progress-lines")
    tour.page.emulate_media(forced_colors="active")
    assert tour.page.evaluate(COLOUR, ".sparkline") == tour.page.evaluate(COLOUR, ".trends strong")
    tour.assert_all_is_well(tmp_path)
