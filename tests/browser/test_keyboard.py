"""Who goes through a page with the keyboard sees where they are, in every choice of colours."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.visitor import answer

COLOURS = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}
MOST_CONTROLS = 90
# What is drawn around a control, or around the field and button that look like one. Systems with colours of their own
# draw no shadows.
RING = """
const isSeen = text => !/rgba\\(\\d+, \\d+, \\d+, 0\\)|transparent/.test(text)
const drawn = each => {
  const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(each)
  const outline = outlineStyle !== 'none' && outlineWidth !== '0px' ? `${outlineWidth} ${outlineColor}` : 'transparent'
  const shadows = matchMedia('(forced-colors: active)').matches ? [] : boxShadow.split(/, (?=rgb)/)
  return [outline, ...shadows.filter(text => text !== 'none')].filter(isSeen)
}
const ring = each => [each, each.closest('[role=group]')].filter(Boolean).map(drawn)
"""
STEP = f"""() => {{
  {RING}
  const before = window.__at
  const at = document.activeElement
  const left = before && JSON.stringify(ring(before))
  window.__at = at
  return {{ at: at.outerHTML.slice(0, 120), id: at.id, tag: at.tagName, now: JSON.stringify(ring(at)), left }}
}}"""
IN_THE_ROOM = {"talk", "typed-text", "stuck", "hide", "microphone", "check-microphone", "check-done"}


def steps(page: Page) -> list[dict]:
    """Every control that Tab leads to, from one end of the page to the other, and what comes after it."""
    to_the_end(page)  # from wherever it is
    return to_the_end(page)


def to_the_end(page: Page) -> list[dict]:
    found: list[dict] = []
    while len(found) < MOST_CONTROLS:
        page.keyboard.press("Tab")
        found.append(page.evaluate(STEP))
        if found[-1]["tag"] == "BODY":
            return found
    raise AssertionError("Tab never comes to the end of the page")


@pytest.fixture
def room(chromium, visit, server) -> Page:
    """A room with an answer, a note, and all that is folded away in its head unfolded."""
    visitor = visit(chromium, server.url, reduced_motion="reduce")  # a ring that grows slowly is compared at its end
    visitor.use(server.student())
    page = visitor.page
    page.goto("/dashboard")
    visitor.start()
    answer(visitor, "I like cats.")
    page.get_by_role("button", name="Start talking").click()
    page.locator("#phase", has_text="Listening").wait_for()
    page.keyboard.press("Escape")
    page.locator("#note-mic").wait_for()
    page.get_by_text("Sound check").click()
    page.get_by_text("Options").click()
    return page


def unseen(found: list[dict]) -> list[str]:
    """A player is left out: it draws its ring around the button inside it."""
    pairs = [(one, after["left"]) for one, after in zip(found, found[1:], strict=False) if one["tag"] != "AUDIO"]
    return [one["at"] for one, left in pairs if one["now"] == left]


def in_every_choice_of_colours(page: Page) -> Iterator[list[dict]]:
    for name, media in COLOURS.items():
        page.emulate_media(**({"color_scheme": "light", "forced_colors": "none"} | media))
        found = steps(page)
        assert not unseen(found), (page.url, name)
        yield found


def test_the_focus_is_seen_on_every_control_of_the_room(room):
    for found in in_every_choice_of_colours(room):
        assert {step["id"] for step in found} >= IN_THE_ROOM
        assert sum("data-do" in step["at"] for step in found) > 8, "the tools of both bubbles"


def test_the_focus_is_seen_on_every_control_of_the_other_pages(chromium, visit, server):
    student = server.student()
    talked = student.start()
    student.post(f"/conversation/{talked}/say", text="I like cats.")
    student.post(f"/conversation/{talked}/end")
    visitor = visit(chromium, server.url, reduced_motion="reduce")
    for path, fewest in (("/", 5), ("/login", 5)):
        visitor.page.goto(path)
        assert all(len(found) > fewest for found in in_every_choice_of_colours(visitor.page))
    visitor.use(student)
    for path, fewest in (("/dashboard", 15), ("/settings", 20), ("/account", 8), (f"/history/{talked}", 10)):
        visitor.page.goto(path)
        assert all(len(found) > fewest for found in in_every_choice_of_colours(visitor.page))
