"""A browser that plays nothing until the page is touched: the room says so, and one press is enough."""

from playwright.sync_api import expect

from tests.browser.visitor import Visitor

LOCKED = """(() => {
  const { x, y, width, height } = document.querySelector('#note-sound .act').getBoundingClientRect()
  const loudest = Math.max(0, ...window.__heard.levels.map(([, level]) => level))
  return [document.getElementById('note-sound').textContent, loudest, [x + width / 2, y + height / 2]]
})()"""


def untouched(visitor: Visitor, expression: str):
    """Asked beside Playwright: to Chromium, whatever that asks a page is a touch."""
    asked = {"expression": expression, "returnByValue": True}
    return visitor.context.new_cdp_session(visitor.page).send("Runtime.evaluate", asked)["result"]["value"]


def test_sound_that_is_locked_waits_for_one_press(chromium_with, visit, server):
    student = server.student()
    visitor = visit(chromium_with("--autoplay-policy=document-user-activation-required"), server.url)
    visitor.use(student)
    page = visitor.page
    page.goto(f"/conversation/{student.start('Small talk with a neighbor')}")
    page.wait_for_timeout(3000)
    note, level, middle = untouched(visitor, LOCKED)
    assert "Sound is off until you touch the page." in note and level == 0
    page.mouse.click(*middle)
    visitor.speaking()
    visitor.ready()
    expect(page.locator("#note-sound")).to_have_count(0)
    assert visitor.loudness() > 0.02
    assert not visitor.mistakes
