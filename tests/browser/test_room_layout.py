"""How the room looks: on a small phone, in a page twice as large, and in the colours that were chosen."""

import pytest
from playwright.sync_api import expect

from tests.browser.tour import faults
from tests.browser.visitor import answer

REACHED = """() => {
  const button = document.getElementById('talk')
  button.scrollIntoView({ block: 'nearest' })
  const { left, right, top, bottom } = button.getBoundingClientRect()
  const places = [[(left + right) / 2, (top + bottom) / 2], [left + 20, top + 5], [right - 20, bottom - 5]]
  return places.map(place => document.elementFromPoint(...place)?.closest('button')?.id)
}"""


def test_colours_are_chosen_in_the_room_too(chromium, visit, server):
    visitor = visit(chromium, server.url, color_scheme="light")
    visitor.come()
    visitor.start()
    page = visitor.page
    page.get_by_text("Options").click()
    page.get_by_role("main").get_by_role("button", name="Dark").click()
    for _ in range(2):
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        # Its style sheet may still come.
        expect(page.locator("html")).to_have_css("background-color", "rgb(22, 25, 27)")
        page.goto("/dashboard")


@pytest.mark.parametrize("view", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}])
def test_the_room_fits_a_small_phone_and_a_page_twice_as_large(chromium, visit, server, view):
    """Half the width at twice the pixels is what 200 % zoom does to a window."""
    visitor = visit(chromium, server.url, viewport={"width": 320, "height": 600}, bypass_csp=True, **view)
    visitor.come()
    visitor.start()
    page = visitor.page
    answer(visitor, "I like to swim in the sea.")
    page.locator(".student .more").click()
    page.get_by_text("Sound check").click()
    assert not faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.get_by_role("button", name="Start talking").bounding_box()
    assert box and box["height"] >= 64 and box["y"] + box["height"] <= 600


def test_in_a_window_at_200_percent_the_talk_button_is_reached(chromium, visit, server):
    visitor = visit(chromium, server.url, viewport={"width": 640, "height": 450})
    visitor.come()
    visitor.start()
    page = visitor.page
    for _ in range(2):  # with the sound check open, and after many lines
        assert page.evaluate(REACHED) == ["talk"] * 3, "nothing covers it"
        answer(visitor, "I like to swim in the sea.")
    page.get_by_role("button", name="Start talking").click()
    page.locator("#phase", has_text="Listening").wait_for()
    page.keyboard.press("Escape")
    assert not visitor.mistakes
