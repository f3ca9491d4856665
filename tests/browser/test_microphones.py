"""In every engine: a microphone that is refused, absent or asked for is explained, and typing goes on."""

import pytest

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
    talker.type("I like cats.")
    (bubble,) = talker.heard()
    assert "I like cats." in bubble
    talker.until(lambda: "And then?" in talker.bubbles("partner")[-1], "the answer")
    assert not talker.mistakes()
