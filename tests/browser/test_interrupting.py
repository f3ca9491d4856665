"""In every engine: the browser's own voice is cut short at once, and the conversation goes on."""

from tests.browser.talker import PRESSES, STOPS_WITHIN_MS
from tests.support.speech import spoken
from tests.support.story import SENTENCE

STORY = 12  # sentences
SAID, CUT = "() => window.__said", "() => window.__cutShort"
AGO = "() => performance.now() - window.__pressed"


def is_cut_short(talker, before: int) -> None:
    """By the last press, and for a second nothing more is said. It had said this many sentences before the story."""
    talker.until(lambda: talker.screen.run(AGO) > 1000, "a second has gone by")
    pressed = talker.screen.run("() => window.__pressed")
    (cut,) = [cut for cut in talker.screen.run(CUT) if cut["at"] >= pressed]  # Firefox counts whole milliseconds
    assert cut["at"] - pressed < STOPS_WITHIN_MS
    assert before < cut["said"] < before + STORY, "it had begun, and was not at its end"
    assert len(talker.screen.run(SAID)) == cut["said"]


def test_the_browsers_own_voice_is_cut_short_at_once_and_the_turn_goes_on(engine, someone, partner):
    partner.reply = ["That is good to hear. "] * STORY
    talker = someone("voice_double", tts=["browser"]).enter()
    talker.screen.run(PRESSES)
    for number, (press, phase) in enumerate(
        (
            (lambda: talker.screen.click("Stop the voice"), "Ready"),
            (lambda: talker.screen.press("Start talking"), "Listening"),
        ),
        1,
    ):
        before = len(talker.screen.run(SAID))
        talker.type("Tell me a long story.")
        talker.heard(number)
        talker.until(lambda before=before: len(talker.screen.run(SAID)) > before + 1, "it speaks")
        talker.shows("speaking")
        press()
        talker.shows(phase)
        is_cut_short(talker, before)
        assert phase in talker.phase()
    partner.reply = ["That is good to hear. ", "And then?"]
    talker.hear(spoken(SENTENCE))
    talker.screen.release()
    talker.heard(3)
    talker.until(lambda: talker.screen.run(SAID)[-1] == "And then?", "the next answer is said")
    talker.ready()
    talker.arrived(SENTENCE)
    assert len(talker.stored("partner")) == 4 and not talker.mistakes()
