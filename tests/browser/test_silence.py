"""Where the browser's recognition heard nothing: silence is sent to nobody, and a voice that it missed is sent."""

import numpy as np
import pytest
from playwright.sync_api import expect

from tests.browser.visitor import HERE, Visitor
from tests.support.speech import wav
from tests.support.vendors import Vendors


@pytest.fixture
def vendors():
    with Vendors() as running:
        yield running


@pytest.fixture
def visitor(chromium, visit, start_server, vendors) -> Visitor:
    """Whose browser recognises speech, and who has a vendor for when it cannot."""
    server = start_server(**vendors.settings)
    student = server.student()
    student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
    student.post("/settings/providers", stt=["browser", "openai"], llm=["guided"], tts=["browser"])
    visitor = visit(chromium, server.url)
    for double in ("recognition_double", "voice_double"):
        visitor.context.add_init_script(path=HERE / f"{double}.js")
    visitor.use(student)
    visitor.page.goto("/dashboard")
    visitor.start()
    return visitor


def take(visitor: Visitor, seconds: float) -> None:
    page = visitor.page
    page.get_by_role("button", name="Start talking").click()
    page.locator("#phase", has_text="Listening").wait_for()
    page.wait_for_timeout(seconds * 1000)
    page.get_by_role("button", name="Stop talking").click()


def heard_by(vendors: Vendors) -> list:
    return [asked for asked in vendors.asked if asked[0] == "stt"] + vendors.realtime.heard


def test_a_vendor_is_not_paid_for_silence_but_hears_what_the_browser_missed(visitor, vendors, microphone):
    microphone.path.write_bytes(wav(np.zeros(16_000 * 10)))
    before = len(visitor.sent)
    take(visitor, 1)
    note = visitor.page.locator("#note-mic")
    expect(note).to_have_text("We heard nothing. Speak a little louder, or type your answer.×")
    visitor.ready()
    assert visitor.sent[before:] == [] and heard_by(vendors) == []
    microphone.hears(vendors.transcript)
    take(visitor, microphone.seconds)
    expect(visitor.page.locator("#transcript .student")).to_contain_text(vendors.transcript)
    assert heard_by(vendors)
    (sent,) = [message for message in visitor.sent[before:] if message["type"].startswith("audio")]
    assert sent["type"] == "audio_complete" and sent["data"]
    expect(note).to_have_count(0)
    assert not visitor.mistakes
