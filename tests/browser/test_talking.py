"""In every engine: a spoken sentence arrives as it was said, and the partner's voice is heard without gaps."""

import itertools

import numpy as np
import pytest

from providers import audio
from tests.browser.talker import PRESSES, STOPS_WITHIN_MS, falls_silent
from tests.support.speech import spoken, wav
from tests.support.story import SENTENCE

SHORT = {"tts": ["browser"]}  # its double takes no time
LAG_S = 0.005
SWIM, COOK, WALK = "I like to swim in the sea.", "I cook dinner for my family.", "I walk to work with my sister."
# What a system does to a held finger, another window, and another tab.
INTERRUPTED = {
    SWIM: "() => document.getElementById('talk').dispatchEvent(new PointerEvent('pointercancel', { bubbles: true }))",
    COOK: "() => dispatchEvent(new Event('blur'))",
    WALK: """() => {
      Object.defineProperty(document, 'hidden', { value: true, configurable: true })
      document.dispatchEvent(new Event('visibilitychange'))
      delete document.hidden
    }""",
}
HEIGHT = "() => [...document.querySelectorAll('#transcript .partner')].at(-1).offsetHeight"


def test_a_held_sentence_arrives_as_it_was_spoken_and_three_sentences_answer_without_a_gap(engine, someone, partner):
    partner.reply = ["That is good to hear. ", "That is good to hear. ", "That is good to hear."]
    talker = someone().enter()
    talker.screen.press("Start talking")
    talker.hear(spoken(SENTENCE))
    before = len(talker.starts())  # sound that was locked until the page was touched may have begun with the press
    talker.screen.release()
    (bubble,) = talker.heard()
    (stored,) = talker.stored()
    assert stored["text"] in bubble
    assert audio.sniff(talker.recording()) == engine.mime
    talker.arrived(SENTENCE)

    talker.shows("speaking").ready()
    starts = talker.starts()[before:]
    assert len(starts) == 3
    gaps = [later["when"] - (one["when"] + one["seconds"]) for one, later in itertools.pairwise(starts)]
    assert all(abs(gap) < LAG_S for gap in gaps), gaps
    assert not any(start["microphone"] for start in starts), "the microphone was let go before the voice began"
    for start in starts:
        assert talker.loudest(start["when"], start["seconds"]) > 0.02, "it was heard"
    assert not talker.mistakes()


@pytest.mark.parametrize("engine", ["firefox"], indirect=True)
def test_a_browser_that_records_only_in_ogg_is_heard_too(engine, someone):
    """Firefox can write webm as well, and does so when it may."""
    talker = someone("voice_double", **SHORT).enter()
    talker.screen.run("() => { MediaRecorder.isTypeSupported = type => type.includes('ogg') }")
    talker.tap(spoken(SENTENCE))
    talker.heard()
    assert audio.sniff(talker.recording()) == "audio/ogg"
    talker.arrived(SENTENCE)


def test_a_tap_begins_and_a_tap_ends_and_so_does_the_space_bar(engine, someone):
    talker = someone("voice_double", **SHORT).enter()
    talker.tap(spoken(SWIM))
    talker.heard(1)
    talker.ready()
    talker.space(spoken(COOK))
    talker.heard(2)
    assert len(talker.stored()) == 2
    talker.arrived(SWIM, COOK)
    assert {audio.sniff(talker.recording())} == {engine.mime}
    assert not talker.mistakes()


def test_what_takes_the_button_away_ends_the_take_and_who_drags_off_drops_it(engine, someone):
    talker = someone("voice_double", **SHORT).enter()
    talker.screen.press("Start talking")
    talker.hear(spoken("This is not to be sent."))
    talker.screen.drag_away()
    talker.says("Your recording was dropped.").ready()
    talker.screen.release()
    for number, (sentence, interrupted) in enumerate(INTERRUPTED.items(), 1):
        talker.screen.press("Start talking")
        talker.hear(spoken(sentence))
        talker.screen.run(interrupted)
        talker.heard(number)
        talker.screen.release()
        talker.ready()
    assert len(talker.stored()) == len(INTERRUPTED), "what was dropped was not sent"
    talker.arrived(*INTERRUPTED)
    assert not talker.mistakes()


def test_enter_and_space_on_the_focused_button_begin_and_end_a_take(engine, someone):
    """Once each: Firefox clicks a focused button when Space comes up."""
    talker = someone("voice_double", **SHORT).enter()
    for number, (name, sentence) in enumerate((("Enter", SWIM), ("Space", COOK)), 1):
        talker.tab_to("talk")
        talker.screen.key(name)
        talker.hear(spoken(sentence))
        talker.screen.key(name)
        talker.heard(number)
        talker.ready()
    talker.screen.key_down("Space")
    talker.hear(spoken(WALK))
    talker.screen.key_up("Space")
    talker.heard(3)
    talker.ready()
    assert len(talker.stored()) == 3
    talker.arrived(SWIM, COOK, WALK)
    assert not talker.mistakes()


def test_escape_drops_the_take(engine, someone):
    talker = someone("voice_double", **SHORT).enter()
    talker.screen.key_down("Space")
    talker.listening()
    talker.screen.key("Escape")
    talker.screen.key_up("Space")
    talker.says("Your recording was dropped.")
    talker.ready()
    assert not talker.bubbles("student") and not talker.stored()


def test_silence_is_not_sent_as_an_answer(engine, someone):
    talker = someone("voice_double", **SHORT).enter()
    talker.tap(wav(np.zeros(16_000)))
    talker.says("We heard nothing")
    talker.ready()
    assert not talker.bubbles("student") and not talker.stored()


def test_a_typed_answer_is_sent_with_the_keyboard_alone(engine, someone):
    talker = someone("voice_double", **SHORT).enter()
    talker.tab_to("typed-text")
    talker.screen.type("I like cats.")
    talker.screen.key("Enter")
    (bubble,) = talker.heard()
    assert "I like cats." in bubble
    talker.until(lambda: "And then?" in talker.bubbles("partner")[-1], "the answer")


def test_the_partner_can_be_interrupted(engine, someone, partner):
    partner.reply = ["That is good to hear. "] * 12
    talker = someone().enter()
    before = len(talker.starts())
    talker.type("Tell me a long story.")
    talker.until(lambda: len(talker.starts()) > before, "the answer sounds")
    talker.shows("speaking")
    talker.screen.key("Escape")
    talker.ready()
    assert talker.is_quiet()
    talker.type("Now listen to me.")
    talker.heard(2)
    talker.shows("speaking")


def test_the_talk_button_and_the_button_beside_the_wave_stop_the_voice_at_once(engine, someone, partner):
    partner.reply = ["That is good to hear. "] * 12
    talker = someone().enter()
    talker.screen.run(PRESSES)
    for number, (press, phase) in enumerate(
        (
            (lambda: talker.screen.click("Stop the voice"), "Ready"),
            (lambda: talker.screen.press("Start talking"), "Listening"),
        ),
        1,
    ):
        talker.type("Tell me a long story.")
        talker.heard(number)
        talker.shows("speaking").until(talker.sounds, "the answer sounds")
        press()
        talker.shows(phase)
        falls_silent(talker.screen.run, STOPS_WITHIN_MS)
        assert phase in talker.phase()
    talker.screen.key("Escape")
    talker.screen.release()
    assert len(talker.stored()) == 2 and not talker.mistakes()


def test_a_reply_that_was_dropped_before_it_was_heard_is_taken_back(someone, partner):
    talker = someone().enter()
    before = len(talker.bubbles("partner"))
    partner.delays["tts"] = 20
    talker.type("Tell me a story.")
    talker.until(lambda: len(talker.bubbles("partner")) > before, "the answer is read")
    talker.screen.key("Escape")
    talker.until(lambda: talker.screen.run(HEIGHT) == 0, "it is gone")
    partner.delays.clear()
    talker.type("Never mind.")
    talker.shows("speaking").ready()
    assert talker.screen.run(HEIGHT) > 0 and not talker.mistakes()
