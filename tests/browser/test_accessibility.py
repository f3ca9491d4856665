"""No page breaks a rule of axe, light or dark, and none is wider than a small phone."""

from pathlib import Path

import pytest

AXE = Path("node_modules/axe-core/axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def faults(page) -> list[str]:
    page.add_script_tag(path=AXE)
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [f"{fault['id']}: {node['html']}" for fault in found["violations"] for node in fault["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_passes_axe_and_fits_a_small_phone(chromium, visit, start_server, scheme):
    server = start_server()
    visitor = visit(chromium, server.url, viewport={"width": 320, "height": 640}, color_scheme=scheme, bypass_csp=True)
    page, problems = visitor.page, {}

    def look(name: str) -> None:
        problems[name] = faults(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems[name].append("wider than the window")
        visitor.picture(f"{name}-{scheme}-320")

    for path in ("/", "/register", "/login", "/forgot", "/reset?token=x", "/outbox", "/nowhere"):
        page.goto(path)
        look(path.strip("/").partition("?")[0] or "landing")
    visitor.register(f"{scheme}@example.org")
    look("dashboard")
    page.goto("/settings")
    look("settings")
    page.get_by_role("button", name="Test my chain").click()
    page.get_by_role("table").wait_for(timeout=40_000)
    look("settings-tested")
    page.get_by_role("link", name="Account").click()
    page.get_by_role("heading", name="Your account").wait_for()
    look("account")
    page.get_by_label("Current password").fill("a wrong guess")
    page.get_by_label("New password").fill("a new password")
    page.get_by_role("button", name="Change the password").click()
    page.get_by_text("This is not your password.").wait_for()
    look("account-refused")
    page.goto("/dashboard")
    visitor.start()
    page.get_by_label("Or type your answer").fill("I like to swim in the sea.")
    page.get_by_role("button", name="Send").click()
    page.locator("#phase", has_text="speaking").wait_for()
    visitor.ready()
    look("room")
    page.get_by_role("button", name="Start talking").click()
    page.locator("#phase", has_text="Listening").wait_for()
    look("room-listening")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="End and get feedback").click()
    page.get_by_role("heading", name="Feedback").wait_for()
    look("report")
    page.goto("/history")
    look("history")
    assert not {name: found for name, found in problems.items() if found}
