"""In every engine: the browser's own recognition and voice, with a double where an engine has none, and without."""

from tests.browser.recognising import BROWSER, hears
from tests.support.speech import spoken
from tests.support.story import SENTENCE


def test_words_appear_while_they_are_spoken_and_the_last_ones_count(engine, someone):
    talker = someone("recognition_double", "voice_double", **BROWSER).enter()
    hears(talker, [[100, "I like", False], [500, "I like cats", True]])
    hears(talker, [[100, "I like big", False]], late=([700, "I like big dogs", True],))
    hears(talker, [[100, "I like fish", False]], never_ends=True)
    stored = [(row["text"], row["provider"]) for row in talker.stored()]
    assert stored == [(text, "browser") for text in ("I like cats", "I like big dogs", "I like fish")]
    assert not talker.mistakes()


def test_recognition_that_loses_the_net_is_replaced_by_the_recording(engine, someone):
    talker = someone("recognition_double", "voice_double", **BROWSER).enter()
    talker.screen.run("() => { window.__hearsNothing = 'network' }")
    talker.tap(spoken(SENTENCE))
    talker.heard()
    (stored,) = talker.stored()
    assert stored["provider"] == "local"
    talker.arrived(SENTENCE)
    assert not talker.mistakes()


def test_a_browser_without_recognition_sends_the_recording(engine, someone):
    talker = someone("no_recognition_double", "voice_double", **BROWSER).enter()
    talker.tap(spoken(SENTENCE))
    talker.heard()
    (stored,) = talker.stored()
    assert stored["provider"] == "local"
    talker.arrived(SENTENCE)
    assert not talker.mistakes()


def test_the_browsers_voice_says_the_whole_answer(engine, someone):
    talker = someone("voice_double", tts=["browser"]).enter()
    talker.type("I like cats.")
    said = "() => window.__said.join(' ')"
    talker.until(lambda: "That is good to hear. And then?" in talker.screen.run(said), "the answer is spoken")
    talker.ready()
    assert not talker.mistakes()


def test_a_browser_without_a_voice_gets_the_next_one(engine, someone):
    talker = someone("no_voice_double", tts=["browser", "openai"]).enter()
    talker.type("I like cats.")
    talker.until(lambda: "And then?" in talker.bubbles("partner")[-1], "the answer")
    talker.until(lambda: talker.loudness() > 0.02, "the voice is heard")
    assert not talker.mistakes()
