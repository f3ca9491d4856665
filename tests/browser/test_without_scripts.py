"""Who has no scripts types: the room is a page with a form, from the first words to the feedback."""

import re

from playwright.sync_api import expect


def test_a_conversation_without_scripts_is_typed(chromium, visit, server):
    visitor = visit(chromium, server.url, java_script_enabled=False)
    visitor.register("plain@example.org")
    page = visitor.page
    page.get_by_role("button", name="Start: Small talk with a neighbor").click()
    said = page.locator(".said")  # Playwright reads no text of a <noscript>, but that of what stands in it
    expect(said).to_contain_text(["Emma"])
    expect(page.get_by_role("button", name="Start talking")).to_be_hidden()
    page.get_by_label("Or type your answer").fill("I like to swim in the sea.")
    page.get_by_role("button", name="Send").click()
    expect(said).to_contain_text(["Emma", "I like to swim in the sea.", "Emma"])
    expect(said.nth(2).locator(".text")).to_have_text(re.compile(r"\w+ \w+"))
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Please type your answer first.")
    page.get_by_role("button", name="End and get feedback").click()
    expect(page.get_by_role("main")).to_contain_text("I like to swim in the sea.")
