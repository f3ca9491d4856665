"""In every engine: a phone whose recognition has the microphone alone. What it heard is the student's turn."""

from tests.browser.recognising import BROWSER, hears

METER = "() => document.getElementById('level').checkVisibility()"


def test_what_a_phone_recognises_is_the_students_turn(engine, someone):
    talker = someone("recognition_double", "voice_double", "phone_double", **BROWSER).enter()
    hears(talker, [[100, "I like", False], [500, "I like cats", True]])
    talker.until(lambda: "And then?" in talker.bubbles("partner")[-1], "the answer")
    talker.ready()
    hears(talker, [[100, "I like big", False]], late=([700, "I like big dogs", True],))
    talker.ready()
    assert "I like cats" in talker.bubbles("student")[0] and "I like big dogs" in talker.bubbles("student")[1]
    stored = [(row["text"], row["provider"], row["recording"]) for row in talker.stored()]
    assert stored == [(text, "browser", None) for text in ("I like cats", "I like big dogs")]
    assert talker.screen.run("() => window.__asked") == 0, "nobody else wanted the microphone"
    assert talker.notices() == ""
    talker.screen.click("Start talking")
    talker.listening()
    assert not talker.screen.run(METER), "it would stand still"
    assert not talker.mistakes()
