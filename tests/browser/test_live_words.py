"""Words appear while the button is still held, in a real browser with a real voice; a dropped take leaves nothing."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.microphone import Microphone
from tests.browser.visitor import Visitor, hear_locally
from tests.support.speech import word_errors
from tests.support.story import SENTENCE

HERE = Path(__file__).parent
PARTIAL = "() => document.getElementById('partial').textContent"


@pytest.fixture
def visitor(chromium, visit, server) -> Visitor:
    visitor = visit(chromium, server.url)
    visitor.context.add_init_script(path=HERE / "release_tap.js")
    return visitor


def enter(visitor: Visitor) -> None:
    visitor.come()
    hear_locally(visitor)
    visitor.start()


def hold(visitor: Visitor, microphone: Microphone, sentence: str) -> None:
    microphone.hears(sentence)
    page = visitor.page
    page.get_by_role("button", name="Start talking").hover()
    page.mouse.down()
    page.locator("#phase", has_text="Listening").wait_for()


def let_go(visitor: Visitor) -> float:
    """Milliseconds from letting go to the transcript on the page."""
    visitor.page.mouse.up()
    expect(visitor.page.locator("#transcript .student")).to_have_count(1, timeout=30_000)
    times = visitor.page.evaluate("window.__release")
    return times["bubbles"][-1] - times["at"][-1]


def test_words_appear_while_the_button_is_held(visitor, microphone):
    enter(visitor)
    page = visitor.page
    hold(visitor, microphone, SENTENCE)
    expect(page.locator("#partial")).to_have_text(re.compile(r"\w+ \w+ \w+"))
    shown = page.evaluate(PARTIAL)
    page.wait_for_timeout(microphone.seconds * 1000)
    ms = let_go(visitor)
    (heard,) = visitor.of("transcript")
    partials = [message["text"] for message in visitor.of("transcript_partial")]
    print(f"\nwhile speaking: {shown!r}; then {partials[-1]!r}, transcript {ms:.0f} ms after letting go, {load()}")
    assert shown in partials and word_errors(SENTENCE, heard["text"]) < 0.1
    assert page.evaluate(PARTIAL) == ""
    pieces = [message for message in visitor.sent if message["type"] == "audio_chunk"]
    (end,) = (message for message in visitor.sent if message["type"] == "audio_complete")
    assert [piece["seq"] for piece in pieces] == list(range(end["chunks"])) and len(pieces) > 8
    assert {piece["turn"] for piece in pieces} == {end["turn"]} == {heard["turn"]} and "data" not in end
    assert not visitor.mistakes


def test_what_it_takes_without_live_recognition(visitor, microphone):
    visitor.context.add_init_script(path=HERE / "without_pieces.js")
    enter(visitor)
    hold(visitor, microphone, SENTENCE)
    visitor.page.wait_for_timeout(microphone.seconds * 1000 + 1000)
    ms = let_go(visitor)
    print(f"\nwithout live recognition: transcript {ms:.0f} ms after letting go, {load()}")
    assert visitor.of("transcript_partial") == []
    assert word_errors(SENTENCE, visitor.of("transcript")[0]["text"]) < 0.1


def test_a_take_that_is_dropped_is_forgotten_by_the_server_too(visitor, microphone):
    enter(visitor)
    page = visitor.page
    hold(visitor, microphone, SENTENCE)
    expect(page.locator("#partial")).to_have_text(re.compile(r"\w+ \w+"))
    page.keyboard.press("Escape")
    page.wait_for_timeout(1000)
    assert page.evaluate(PARTIAL) == "" and visitor.of("transcript") == []
    assert visitor.sent[-1] == {"type": "cancel"}
    page.mouse.up()
    hold(visitor, microphone, "I like cats.")
    page.wait_for_timeout(microphone.seconds * 1000)
    let_go(visitor)
    assert "Maria" not in visitor.of("transcript")[0]["text"]


def test_a_connection_lost_in_the_middle_of_a_take_loses_no_word(visitor, microphone, server):
    enter(visitor)
    page = visitor.page
    hold(visitor, microphone, SENTENCE)
    page.wait_for_timeout(1000)
    server.kill()
    server.start()
    page.wait_for_timeout(microphone.seconds * 1000)
    page.mouse.up()
    expect(page.locator("#transcript .student")).to_have_count(1, timeout=30_000)
    assert word_errors(SENTENCE, visitor.of("transcript")[0]["text"]) < 0.1
    whole = [message for message in visitor.sent if message["type"] == "audio_complete" and "data" in message]
    assert len(whole) == 1


def load() -> str:
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
