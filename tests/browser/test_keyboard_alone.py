"""A conversation from the dashboard to the report, with keys alone."""

import re

from playwright.sync_api import Page, expect

MOST_STEPS = 90
NAME = """() => {
  const { ariaLabel, tagName, textContent } = document.activeElement
  return tagName === 'BODY' ? '' : (ariaLabel ?? textContent)
}"""


def go_to(page: Page, name: str) -> None:
    """Tab on until the control of this name has the focus."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if name in page.evaluate(NAME):
            return
    raise AssertionError(f"Tab does not lead to {name}")


def press(page: Page, name: str, key: str = "Enter") -> None:
    go_to(page, name)
    page.keyboard.press(key)


def test_from_the_dashboard_to_the_report(chromium, visit, server):
    visitor = visit(chromium, server.url)
    visitor.use(server.student())
    page = visitor.page
    page.goto("/dashboard")
    press(page, "Start: Small talk with a neighbor")
    page.wait_for_url("**/conversation/*")
    visitor.speaking(30_000)
    visitor.ready()
    press(page, "Stuck? Get an idea", "Space")
    expect(page.locator("#hint")).not_to_be_empty()
    press(page, "Start talking", "Tab")  # the next one is the field
    page.keyboard.type("I like cats.")
    page.keyboard.press("Enter")
    expect(page.locator("#transcript .student .text")).to_have_text("I like cats.")
    visitor.speaking()
    visitor.ready()
    press(page, "I didn’t say that", "Space")
    page.locator("dialog[open]").wait_for()
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="hidden")
    assert "I didn’t say that" in page.evaluate(NAME), "the focus is back where it was"
    press(page, "I didn’t say that", "Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("I like dogs.")
    page.keyboard.press("Enter")
    expect(page.locator("#transcript .student .text")).to_have_text("I like dogs.")
    press(page, "Copy", "Space")
    expect(page.get_by_role("button", name=re.compile("Copied|Marked"))).to_be_visible()
    press(page, "End and get feedback")
    expect(page.get_by_role("heading", name="Feedback")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("I like dogs.")
    assert not visitor.mistakes
