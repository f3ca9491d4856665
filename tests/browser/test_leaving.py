"""Who closes the page with an answer that has not arrived is asked first, by the browser itself, and else is not.

WebKit's driver cannot close a page as a person does: there test_lost_lines asks the page's own script.
"""

import pytest

from tests.browser.by_playwright import PlaywrightScreen

SHORT = {"tts": ["browser"]}  # its double takes no time


@pytest.mark.parametrize("engine", ["chromium", "firefox"], indirect=True)
def test_the_browser_asks_before_an_answer_is_lost_and_only_then(engine, someone):
    talker = someone("voice_double", **SHORT).enter()
    assert isinstance(talker.screen, PlaywrightScreen)
    talker.wire.cut()
    talker.type("I like cats.")
    talker.says("Your answer is kept").shows("Reconnecting")
    assert talker.screen.leave() == ["beforeunload"]
    talker.wire.mend()
    talker.heard()
    talker.until(lambda: "And then?" in talker.bubbles("partner")[-1], "the answer")
    talker.ready()
    assert not talker.mistakes()
    assert talker.screen.leave() == []
