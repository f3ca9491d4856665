"""Where nothing plays until the page is touched, the room says so, and one press is enough."""

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.talker import TEXT
from tests.browser.visitor import Visitor

# WebKit waits for a touch by itself, as do the others until they are driven: for them, a question to the page is one.
DOUBLES = {"chromium": ["locked_double"], "firefox": ["locked_double"], "webkit": []}
TRIED_S = 3  # by then the sound of the partner's first words has come and was tried
SOUND_IS_OFF = "Sound is off until you touch the page."
LOCKED = """(() => {
  const { x, y, width, height } = document.querySelector('#note-sound .act').getBoundingClientRect()
  const loudest = Math.max(0, ...window.__heard.levels.map(([, level]) => level))
  return [document.getElementById('note-sound').textContent, loudest, [x + width / 2, y + height / 2]]
})()"""


def untouched(visitor: Visitor) -> Callable[[str], Any]:
    """Asks the page beside Playwright: to Chromium, whatever that asks is a touch."""
    session = visitor.context.new_cdp_session(visitor.page)

    def ask(expression: str):
        return session.send("Runtime.evaluate", {"expression": expression, "returnByValue": True})["result"]["value"]

    return ask


def test_sound_that_is_locked_waits_for_one_press(chromium_with, visit, server):
    student = server.student()
    visitor = visit(chromium_with("--autoplay-policy=document-user-activation-required"), server.url)
    visitor.use(student)
    page = visitor.page
    page.goto(f"/conversation/{student.start('Small talk with a neighbor')}")
    ask = untouched(visitor)
    for _ in range(200):
        page.wait_for_timeout(100)
        if ask("Boolean(document.getElementById('note-sound'))"):
            break
    page.wait_for_timeout(TRIED_S * 1000)
    note, level, middle = ask(LOCKED)
    assert SOUND_IS_OFF in note and level == 0
    page.mouse.click(*middle)
    visitor.speaking()
    visitor.ready()
    expect(page.locator("#note-sound")).to_have_count(0)
    assert visitor.loudness() > 0.02
    assert not visitor.mistakes


def test_a_room_that_nobody_touched_is_heard_after_one_press(engine, someone):
    talker = someone(*DOUBLES[engine.name])
    talker.join(talker.student.start("Small talk with a neighbor"))
    talker.says(SOUND_IS_OFF)
    time.sleep(TRIED_S)
    assert SOUND_IS_OFF in talker.notices() and talker.loudness() == 0
    talker.screen.press(talker.screen.run(TEXT, "#note-sound .act"))  # the note is gone before this is let go
    talker.screen.release()
    talker.until(lambda: talker.loudness() > 0.02, "the voice")
    talker.ready()
    assert SOUND_IS_OFF not in talker.notices() and not talker.mistakes()
