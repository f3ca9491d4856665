"""What the double of a browser's recognition hears in a take."""

import time

from tests.browser.talker import Talker

BROWSER = {"stt": ["browser", "local"], "tts": ["browser"]}


def hears(talker: Talker, heard: list, late: tuple = (), never_ends: bool = False) -> None:
    """Tap, let the browser recognise this, tap."""
    talker.screen.run(
        "(heard, late, never) => { Object.assign(window, {__hears: heard, __hearsLate: late, __neverEnds: never}) }",
        heard,
        list(late),
        never_ends,
    )
    before = len(talker.bubbles("student"))
    talker.screen.click("Start talking")
    talker.listening()
    time.sleep(0.5)  # shorter takes are dropped
    talker.until(lambda: heard[-1][1] in talker.screen.run("() => document.body.innerText"), "the words so far")
    talker.screen.click("Stop talking")
    talker.heard(before + 1)
