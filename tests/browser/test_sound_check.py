"""The sound check: what it tests and remembers, and that while it listens or plays, nothing else is heard."""

import pytest
from playwright.sync_api import expect

from tests.browser.tour import faults

LOUD_SINCE = "since => Math.max(0, ...window.__heard.levels.filter(([, , at]) => at > since).map(([, level]) => level))"
NOW = "performance.now()"


@pytest.fixture
def visitor(chromium, microphone, visit, server):
    """Somebody whose partner begins to speak."""
    visitor = visit(chromium, server.url, bypass_csp=True)
    visitor.use(server.student())
    microphone.hears("One, two, three.")
    visitor.page.goto("/dashboard")
    visitor.page.get_by_role("button", name="Start: Small talk with a neighbor").click()
    visitor.speaking(30_000)
    return visitor


def said_again(visitor) -> None:
    """The partner's first words are heard from their beginning."""
    started = len(visitor.page.evaluate("window.__heard.starts"))
    visitor.speaking(20_000)
    visitor.page.wait_for_function("before => window.__heard.starts.length > before", arg=started)
    visitor.ready()
    assert len(visitor.of("ai_response")) == 1, "nobody had to be asked"


def test_the_partner_is_silent_while_the_microphone_is_tested(visitor):
    page = visitor.page
    page.get_by_role("button", name="Test the microphone").click()
    expect(page.locator("#check-said")).to_contain_text("Say something now")
    page.wait_for_timeout(300)  # what was handed to the loudspeaker already
    since = page.evaluate(NOW)
    expect(page.locator("#check-said")).to_contain_text("what your microphone heard")
    assert page.evaluate(LOUD_SINCE, since) < 0.001
    said_again(visitor)
    assert not visitor.mistakes


def test_the_partner_is_silent_while_the_speaker_is_tested(visitor):
    page = visitor.page
    sample = page.get_by_label("Test of your speaker")
    sample.evaluate("audio => audio.play()")
    page.wait_for_timeout(300)
    since = page.evaluate(NOW)
    page.wait_for_timeout(700)
    assert page.evaluate(LOUD_SINCE, since) < 0.001
    sample.evaluate("audio => { audio.currentTime = audio.duration - 0.1 }")
    said_again(visitor)
    assert not visitor.mistakes


def test_who_talks_meanwhile_is_not_talked_over(visitor):
    page = visitor.page
    page.get_by_label("Test of your speaker").evaluate("audio => audio.play()")
    page.get_by_role("button", name="Start talking").click()
    expect(page.locator("#phase")).to_contain_text("Listening")
    since = page.evaluate(NOW)
    page.wait_for_timeout(700)
    assert page.evaluate(LOUD_SINCE, since) < 0.001
    page.keyboard.press("Escape")
    assert not visitor.mistakes


def test_the_sound_check_is_open_until_it_was_done_and_remembers_the_microphone(chromium, microphone, visit, server):
    visitor = visit(chromium, server.url, bypass_csp=True)
    visitor.come()
    visitor.start()
    page = visitor.page
    microphone.hears("One, two, three.")
    page.get_by_role("button", name="Test the microphone").click()
    expect(page.locator("#check-said")).to_contain_text("Say something now")
    expect(page.locator("#check-said")).to_contain_text("what your microphone heard")
    page.wait_for_function("document.getElementById('check-heard').currentTime > 0")
    devices = page.get_by_label("Your microphone")
    assert devices.locator("option").count() > 1, "they have names once the microphone was allowed"
    chosen = devices.locator("option").last.get_attribute("value")
    devices.select_option(chosen)
    assert not faults(page)
    page.get_by_role("button", name="Done").click()
    expect(devices).to_be_hidden()
    page.evaluate(
        "() => { const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);"
        "navigator.mediaDevices.getUserMedia = wanted => { window.__asked = wanted; return ask(wanted) } }"
    )
    page.get_by_role("button", name="Start talking").click()
    page.locator("#phase", has_text="Listening").wait_for()
    assert page.evaluate("window.__asked.audio.deviceId") == chosen
    page.keyboard.press("Escape")
    page.reload()
    visitor.ready()
    expect(devices).to_be_hidden()
    page.get_by_text("Sound check").click()
    expect(devices).to_be_visible()
    expect(devices).to_have_value(chosen)
    assert not visitor.mistakes


def test_no_sound_of_the_sound_check_is_played_into_a_take(chromium, microphone, visit, server):
    visitor = visit(chromium, server.url, bypass_csp=True)
    visitor.come()
    visitor.start()
    page = visitor.page
    microphone.hears("One, two, three.")
    test, said = page.get_by_role("button", name="Test the microphone"), page.locator("#check-said")
    test.click()
    expect(said).to_contain_text("Say something now")
    page.get_by_role("button", name="Start talking").click()
    expect(said).to_contain_text("what your microphone heard")
    page.wait_for_timeout(500)
    assert page.evaluate("document.getElementById('check-heard').currentTime") == 0
    page.keyboard.press("Escape")
    microphone.hears("One, two, three.")
    test.click()
    page.wait_for_function("document.getElementById('check-heard').currentTime > 0", timeout=15_000)
    page.get_by_role("button", name="Start talking").click()
    assert page.evaluate("document.getElementById('check-heard').paused")
    page.keyboard.press("Escape")
    sample = page.get_by_label("Test of your speaker")
    sample.evaluate("audio => audio.play()")
    assert not sample.evaluate("audio => audio.paused")
    page.get_by_role("button", name="Start talking").click()
    assert sample.evaluate("audio => audio.paused")
    assert not visitor.mistakes
