"""In every engine: what breaks between a student and the server loses no word and repeats none."""

import time

from tests.support.speech import spoken
from tests.support.story import SENTENCE

SHORT = {"tts": ["browser"]}  # its double takes no time


def test_a_take_during_which_the_line_breaks_arrives_once(engine, someone):
    talker = someone().enter()
    talker.screen.press("Start talking")
    talker.listening()
    talker.wire.cut()
    talker.hear(spoken(SENTENCE))
    talker.screen.release()
    talker.says("Your answer is kept").shows("Reconnecting")
    assert talker.guards(), "leaving now would lose it"
    assert not talker.stored()
    talker.wire.mend()
    talker.heard()
    talker.shows("speaking").ready()
    assert not talker.guards()
    assert len(talker.stored()) == 1
    talker.arrived(SENTENCE)
    assert len(talker.bubbles("student")) == 1
    assert not talker.mistakes()


def test_a_page_that_is_loaded_again_in_the_middle_of_a_turn_goes_on(engine, someone, partner):
    partner.delays["llm"] = 3
    talker = someone("voice_double", **SHORT).enter()
    talker.type("I like cats.")
    talker.heard()
    talker.shows("thinking")
    talker.reload()
    assert len(talker.heard()) == 1
    talker.until(lambda: len(talker.bubbles("partner")) == 2, "the answer")
    talker.until(lambda: "And then?" in talker.bubbles("partner")[-1], "all of it")
    assert [row["text"] for row in talker.stored()] == ["I like cats."]
    assert len(talker.stored("partner")) == 2


def test_a_second_device_takes_over_and_the_first_can_take_it_back(engine, someone):
    first = someone("voice_double", **SHORT).enter()
    second = someone("voice_double", account=first.student).join(first.session)
    first.says("another device")
    assert first.screen.run("() => getComputedStyle(document.querySelector('#note-error .close')).display") == "none"
    second.ready()
    second.type("I am on my phone now.")
    second.heard()
    first.screen.click("Continue here")
    assert "I am on my phone now." in first.heard()[0]
    second.says("another device")


def test_a_take_during_which_another_device_takes_over_is_kept_and_the_microphone_let_go(engine, someone):
    """The other one has no window here, which would take the focus, and that alone ends a take."""
    talker = someone().enter()
    talker.screen.press("Start talking")
    talker.hear(spoken(SENTENCE))
    with talker.student.socket(talker.session) as second:
        second.until("ready")
        talker.says("another device").says("Your answer is kept").shows("Closed")
        assert not talker.screen.run("() => window.__heard.microphone()")
        assert talker.guards(), "leaving now would lose it"
    talker.screen.release()
    talker.screen.click("Continue here")
    talker.heard()
    assert len(talker.stored()) == 1
    talker.arrived(SENTENCE)
    talker.shows("speaking").ready()
    assert not talker.guards() and not talker.mistakes()


def test_who_leaves_while_the_page_listens_is_not_held_and_finds_the_conversation_again(engine, someone):
    talker = someone("voice_double", **SHORT).enter()
    talker.type("I come back soon.")
    talker.heard()
    talker.ready()
    talker.screen.click("Start talking")
    talker.listening()
    assert not talker.guards()
    talker.screen.open(f"{talker.wire.url}/dashboard")
    time.sleep(0.3)
    talker.reload().ready()
    assert len(talker.bubbles("student")) == len(talker.stored()) == 1


def test_the_end_leads_to_the_feedback(engine, someone):
    talker = someone("voice_double", **SHORT).enter()
    talker.type("I like to swim in the sea.")
    talker.heard()
    talker.screen.click("End and get feedback")
    talker.until(lambda: "/history/" in talker.screen.run("() => location.pathname"), "the report")
    said = "I like to swim in the sea."
    talker.until(lambda: said in talker.screen.run("() => document.body?.innerText ?? ''"), "what was said")
