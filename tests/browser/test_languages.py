"""The pages in a language that is a third longer than English: nothing is cut off or too wide, and it can be chosen."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.tour import DESKTOP, PHONE, SETTLED, faults
from tests.support.foreign import CODE, NAME, ForeignServer, marked

CUT_OFF = """() => Array.from(document.querySelectorAll('button, [role=button], summary, legend, label'))
    .filter(each => each.checkVisibility() && each.scrollWidth > each.clientWidth + 1 && each.clientWidth > 1)
    .map(each => each.textContent)"""
LANGUAGES = """within => {
  const texts = document.createNodeIterator(within, NodeFilter.SHOW_TEXT), found = []
  for (let text; text = texts.nextNode();) found.push([text.parentElement.closest('[lang]').lang, text.data])
  return found
}"""


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory):
    running = ForeignServer(tmp_path_factory.mktemp("foreign") / "data", tmp_path_factory.mktemp("texts")).start()
    yield running
    running.stop()


def test_every_page_has_room_for_a_longer_language(chromium, visit, foreign):
    visitor = visit(chromium, foreign.url, bypass_csp=True, locale=CODE)
    page, wrong = visitor.page, {}

    def look(path: str) -> None:
        page.goto(path)
        for width, size in (("1280", DESKTOP), ("320", PHONE)):
            page.set_viewport_size(size)
            page.evaluate(SETTLED)
            name = f"foreign-{path.strip('/').replace('/', '-') or 'landing'}-{width}"
            visitor.picture(name)
            found = faults(page) + page.evaluate(CUT_OFF)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                found.append("wider than the window")
            if found:
                wrong[name] = found

    for path in ("/", "/register", "/login", "/forgot"):
        look(path)
    student = foreign.student()
    visitor.use(student)
    for path in ("/dashboard", "/settings", "/account", "/history", "/progress", f"/conversation/{student.start()}"):
        look(path)
    assert not wrong and not visitor.mistakes


def test_the_rooms_script_speaks_it_too_and_the_partner_speaks_english(chromium, visit, foreign):
    visitor = visit(chromium, foreign.url, locale=CODE)
    student = foreign.student()
    visitor.use(student)
    page = visitor.page
    page.goto(f"/conversation/{student.start()}")
    expect(page.locator("#phase")).to_contain_text(marked("Ready"), timeout=30_000)
    assert page.locator(".said.partner .text").get_attribute("lang") == "en"
    page.get_by_label(marked("Or type your answer")).fill("I like to swim.")
    page.get_by_role("button", name=marked("Send"), exact=True).click()
    expect(page.locator(".said.student .text")).to_have_text("I like to swim.")
    expect(page.locator(".said.partner")).to_have_count(2, timeout=30_000)
    page.locator(".said.student").hover()
    page.locator(".said.student .tools").get_by_role("button", name=marked("Say it again")).click()
    expect(page.locator("#hint")).not_to_be_empty()
    before, after = marked("Say this: “{words}”").split("{words}")
    assert page.locator("#hint").evaluate(LANGUAGES) == [[CODE, before], ["en", "I like to swim."], [CODE, after]]
    page.keyboard.press("Escape")
    expect(page.locator("#hint")).to_be_empty()
    page.locator("#stuck").click()
    expect(page.locator("#hint")).to_have_text(re.compile("[a-z]"))
    assert {language for language, _ in page.locator("#hint").evaluate(LANGUAGES)} == {"en"}
    assert not visitor.mistakes


def test_the_language_is_chosen_at_the_foot_of_a_page(chromium, visit, foreign):
    visitor = visit(chromium, foreign.url)
    page = visitor.page
    page.goto("/login")
    page.get_by_role("button", name=NAME).click()
    expect(page.get_by_role("heading", name=marked("Sign in"))).to_be_visible()
    assert page.locator("html").get_attribute("lang") == CODE
    assert page.get_by_role("button", name=NAME).get_attribute("aria-pressed") == "true"
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert not visitor.mistakes
