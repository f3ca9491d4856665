"""The report as a student sees it: praise, points with their own voice, measures, on a phone and on paper."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.tour import faults
from tests.browser.visitor import unfold
from tests.support.interviews import ANSWERS, COACH, answer_aloud, with_keys
from tests.support.vendors import Vendors

MOMENT = 1 + 5 / 3 - 0.3  # "He eat everything" are the sixth word and those after it


@pytest.fixture
def interviewed(start_server):
    """A student whose interview, spoken aloud, was read by a model: (server, student, session)."""
    with Vendors() as vendors:
        server = start_server(**vendors.settings)
        student = with_keys(server, stt="elevenlabs")
        session = student.start("A general job interview")
        with student.socket(session) as ws:
            answer_aloud(ws, vendors, ANSWERS)
            vendors.reply = [json.dumps(COACH)]
            ws.send(type="end_session")
            assert "You give a reason" in ws.until("session_end")["feedback"]
        yield server, student, session


def look_as(student, visitor, path: str):
    cookies = [{"name": n, "value": v, "url": student.url} for n, v in student.http.cookies.items()]
    visitor.context.add_cookies(cookies)
    visitor.page.goto(path)
    return visitor.page


def test_the_report_plays_the_moment_practises_the_point_and_fits_paper(chromium, visit, interviewed):
    server, student, session = interviewed
    visitor = visit(chromium, server.url, viewport={"width": 1280, "height": 900})
    page = look_as(student, visitor, f"/history/{session}")
    main = page.get_by_role("main")
    expect(main).to_contain_text("You give a reason for what you like.")
    expect(page.locator(".points > li")).to_have_count(2)
    expect(page.locator(".points q").first).to_have_text("He eat everything")
    expect(main).not_to_contain_text("I hate my job")
    expect(main).to_contain_text("We left out 1 statement that did not hold")
    visitor.picture("report-top")

    sound = page.locator(".points audio").first
    sound.evaluate("element => element.play()")
    page.wait_for_timeout(1500)
    assert sound.evaluate("element => element.currentTime") > MOMENT, "it begins where the quote was said"
    page.wait_for_timeout(2500)
    assert sound.evaluate("element => element.paused && element.currentTime < element.duration - 1"), "and ends there"

    page.get_by_text("How you speak").click()
    expect(page.locator("dl").first).to_contain_text("words a minute")
    expect(page.locator("dl").first).to_contain_text("of the time)")
    expect(main).to_contain_text("5 recorded answers")
    unfold(page)
    visitor.picture("report-unfolded")
    page.emulate_media(media="print")
    assert not page.locator("audio").first.is_visible() and not page.get_by_role("button").first.is_visible()
    page.reload()
    assert page.locator("dl").first.is_visible(), "paper shows what is folded away"
    visitor.picture("report-print")
    page.emulate_media(media="screen")

    page.get_by_role("button", name="Practise this: point 1").click()
    visitor.ready()
    expect(page.locator(".goal")).to_have_text("Try to say words like He eats everything")
    assert not visitor.mistakes


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_passes_axe_and_fits_a_small_phone(chromium, visit, interviewed, scheme):
    server, student, session = interviewed
    phone = {"viewport": {"width": 320, "height": 640}, "color_scheme": scheme, "bypass_csp": True}
    visitor = visit(chromium, server.url, **phone)
    page = look_as(student, visitor, f"/history/{session}")
    expect(page.locator(".points > li")).to_have_count(2)
    assert not faults(page)
    unfold(page)
    assert not faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    visitor.picture(f"report-phone-{scheme}")


def test_a_report_that_is_being_written_fills_in_and_can_be_tried_again(chromium, visit, start_server):
    with Vendors() as vendors:
        server = start_server(**vendors.settings)
        student = with_keys(server, stt="openai")
        session = student.start()
        with student.socket(session) as ws:
            answer_aloud(ws, vendors, ANSWERS[:1])
        vendors.delays["llm"] = 3
        vendors.failures["llm"] = (500, {"error": {"message": "down"}})
        student.post(f"/conversation/{session}/end")
        visitor = visit(chromium, server.url)
        page = look_as(student, visitor, f"/history/{session}")
        expect(page.locator("#feedback [role=status]")).to_contain_text("is reading")
        expect(page.get_by_role("main")).to_contain_text("Your words: counted")
        expect(page.get_by_role("button", name="Try again")).to_be_visible()
        vendors.delays.clear()
        vendors.failures.clear()
        vendors.reply = [json.dumps(COACH)]
        page.get_by_role("button", name="Try again").click()
        expect(page.locator(".headline")).to_contain_text("You give a reason")
        expect(page.get_by_role("button", name="Try again")).to_have_count(0)
        assert not visitor.mistakes


PLAYS = "sound => !sound.paused && sound.isConnected && sound.currentTime"


def test_parts_that_arrive_leave_alone_what_plays_what_is_open_and_where_one_is(chromium, visit, start_server):
    with Vendors() as vendors:
        server = start_server(**vendors.settings)
        student = with_keys(server, stt="openai")  # without times of words: the whole answer is played
        session = student.start("A general job interview")
        with student.socket(session) as ws:
            answer_aloud(ws, vendors, ANSWERS[:2])
        vendors.reply = [json.dumps(COACH)]
        vendors.delays["llm"] = 4
        student.post(f"/conversation/{session}/end")
        visitor = visit(chromium, server.url)
        page = look_as(student, visitor, f"/history/{session}")
        page.locator("#measured summary").first.click(timeout=15_000)
        sound = page.locator(".points audio").first.element_handle(timeout=15_000)
        sound.evaluate("sound => { sound.playbackRate = 0.25; return sound.play() }")
        practise = page.get_by_role("button", name="Practise this: point 2").element_handle()
        practise.focus()
        heard = sound.evaluate(PLAYS)
        for part in ("levels", "stories"):
            expect(page.locator(f"#{part}")).to_be_empty()
            expect(page.locator(f"#{part} summary")).to_be_visible()
            assert sound.evaluate(PLAYS) > heard, "the recording goes on"
            heard = sound.evaluate(PLAYS)
            assert page.locator("#measured details").first.evaluate("part => part.open")
            assert practise.evaluate("button => button === document.activeElement")
        expect(page.locator("#state")).to_be_empty()
        assert sound.evaluate(PLAYS) > heard and not visitor.mistakes


def test_without_scripts_one_looks_again(chromium, visit, start_server):
    with Vendors() as vendors:
        server = start_server(**vendors.settings)
        student = with_keys(server, stt="openai")
        session = student.start()
        with student.socket(session) as ws:
            answer_aloud(ws, vendors, ANSWERS[:1])
        vendors.reply = [json.dumps(COACH)]
        vendors.delays["llm"] = 1
        student.post(f"/conversation/{session}/end")
        page = look_as(student, visit(chromium, server.url, java_script_enabled=False), f"/history/{session}")
        expect(page.locator("noscript a")).to_have_text("Look again")
        for _ in range(20):
            page.wait_for_timeout(500)
            page.locator("noscript a").click()
            if page.locator(".headline").count():
                break
        expect(page.locator(".headline")).to_contain_text("You give a reason")
