"""In every engine: a microphone that is refused, absent or asked for is explained, and typing goes on."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

HERE = Path(__file__).parent
NOTES = {
    "refused": "The microphone is blocked.",
    "absent": "We found no microphone.",
    "pending": "answer the browser’s question",
}


@pytest.mark.parametrize("microphone", NOTES)
def test_it_is_said_in_words_and_a_typed_answer_is_taken(engine, someone, microphone):
    talker = someone("voice_double", microphone=microphone, tts=["browser"]).enter()
    talker.screen.click("Start talking")
    talker.says(NOTES[microphone])
    if microphone == "pending":
        talker.shows("Asking for the microphone")
    talker.type("I like cats.")
    (bubble,) = talker.heard()
    assert "I like cats." in bubble
    talker.until(lambda: "And then?" in talker.bubbles("partner")[-1], "the answer")
    assert not talker.mistakes()


PHONE = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0 Safari/537.36"


@pytest.mark.parametrize(
    ("error", "note"),
    [
        ("not-allowed", "The microphone is blocked. Tap the icon beside the address, then Permissions"),
        ("service-not-allowed", "This browser is not allowed to write down speech."),
    ],
)
def test_a_phone_whose_recognition_is_refused_says_what_to_do(chromium, visit, server, error, note):
    """It has the microphone alone there, so no recorder says first that it is blocked."""
    visitor = visit(chromium, server.url, user_agent=PHONE)
    visitor.context.add_init_script(path=HERE / "recognition_double.js")
    visitor.context.add_init_script(f"window.__hearsNothing = '{error}'")
    visitor.use(server.student())
    visitor.page.goto("/dashboard")
    visitor.start()
    visitor.page.get_by_role("button", name="Start talking").click()
    shown = visitor.page.locator("#note-mic")
    expect(shown).to_contain_text(note)
    visitor.page.wait_for_timeout(3500)  # so long the question for a microphone is waited for
    expect(shown).to_contain_text(note)
    visitor.ready()
    assert not visitor.mistakes
