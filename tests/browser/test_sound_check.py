"""While the sound check listens or plays, the partner waits, and says afterwards what could not be heard."""

import pytest
from playwright.sync_api import expect

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
    expect(page.locator("#check-said")).to_contain_text("what your microphone heard", timeout=15_000)
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
