"""What takes longer than a blink shows that it works, until its answer is there; who comes back finds nothing busy."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, Route, expect

from tests.browser.by_playwright import QUIET
from tests.browser.conftest import FAKE_MICROPHONE, WITHOUT_SOUND
from tests.browser.visitor import Visitor
from tests.conftest import need
from tests.support.speech import mp3
from tests.support.vendors import Vendors

SLOW_MS, SEEN_MS = 600, 300
# A turning circle before a button's words, in a colour that is seen there, or a sentence.
BUSY = """() => {
  const turns = each => {
    const { content, backgroundImage, filter } = getComputedStyle(each, '::before')
    const isWhite = filter !== 'none'
    const isBare = /, 0[)]$/.test(getComputedStyle(each).backgroundColor)
    return content !== 'none' && backgroundImage.startsWith('url') && isWhite !== isBare
  }
  const isSaid = each => getComputedStyle(each).visibility === 'visible'
  const buttons = [...document.querySelectorAll('button')].filter(each => each.checkVisibility() && turns(each))
  return [...buttons, ...[...document.querySelectorAll('.htmx-indicator')].filter(isSaid)].map(each => each.outerHTML)
}"""
PRESSED = f"(button, ms) => new Promise(done => {{ button.click(); setTimeout(() => done(({BUSY})()), ms) }})"
START = "Start: Small talk with a neighbor"


@pytest.fixture
def keeping(playwright: Playwright) -> Iterator[Browser]:
    """Chromium as people have it: a page that was left is kept as it was, for the way back."""
    path = shutil.which("chromium")
    need(path is not None, "chromium")
    browser = playwright.chromium.launch(
        executable_path=path,
        args=[*QUIET, *FAKE_MICROPHONE],
        ignore_default_args=["--disable-back-forward-cache"],
        env=WITHOUT_SOUND,
    )
    yield browser
    browser.close()


class Waiting:
    """Somebody who presses a button whose answer takes its time."""

    def __init__(self, visitor: Visitor, late_ms: int = SLOW_MS) -> None:
        self.late_ms = late_ms
        self.page: Page = visitor.page
        self.page.route("**/*", self._late)

    def press(self, name: str, within: str = "main") -> None:
        """Its answer comes late, and what is busy is looked for before."""
        button = self.page.locator(within).get_by_role("button", name=name, exact=True)
        busy = button.evaluate(PRESSED, SEEN_MS)
        assert len(busy) == 1, (name, busy)

    def _late(self, route: Route) -> None:
        if route.request.method == "POST":
            self.page.wait_for_timeout(self.late_ms)
        route.continue_()

    def busy(self) -> list[str]:
        return self.page.evaluate(BUSY)

    def rests(self) -> None:
        """Soon, and without a reload: htmx takes a moment to settle what it was sent."""
        for _ in range(10):
            if not self.busy():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(self.busy())


@pytest.fixture
def waiting(chromium, visit, start_server) -> Iterator[Waiting]:
    with Vendors() as vendors:
        vendors.sound = mp3("That is good to hear.")
        server = start_server(**vendors.settings)
        student = server.student()
        student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
        visitor = visit(chromium, server.url)
        visitor.use(student)
        yield Waiting(visitor)
        assert not visitor.mistakes


def test_a_slow_answer_is_waited_for_in_sight(waiting):
    page = waiting.page
    page.goto("/settings/tts/openai")
    waiting.press("Listen")
    page.locator("#sample audio").wait_for()
    waiting.rests()
    page.goto("/settings")
    second = page.locator("#order [name=tts]").nth(1)
    expect(second).to_have_value("local")
    waiting.press("Move Browser up", "#order fieldset:has([name=tts])")
    expect(second).to_have_value("browser")
    waiting.rests()
    waiting.press("Test my chain")
    page.locator("#trial table").wait_for()
    waiting.rests()
    waiting.press("Save")
    page.locator("#trial table").wait_for(state="detached")  # a new page, without what was tested
    waiting.rests()
    page.goto("/dashboard")
    waiting.press(START)
    page.locator("#phase", has_text="Ready").wait_for()
    waiting.rests()
    waiting.press("End and get feedback")
    page.get_by_role("heading", name="Feedback").wait_for()
    waiting.rests()


@pytest.mark.parametrize("is_slow", [True, False])
def test_who_comes_back_to_a_page_that_was_kept_finds_nothing_busy(keeping, server, is_slow):
    """What would still have been shown when the answer came is not shown then, either."""
    visitor = Visitor(keeping, server.url)
    visitor.use(server.student())
    visitor.context.add_init_script("addEventListener('pageshow', event => { window.__isKept = event.persisted })")
    page, waiting = visitor.page, Waiting(visitor, SLOW_MS if is_slow else 0)
    page.goto("/dashboard")
    if is_slow:
        waiting.press(START)
    else:
        page.get_by_role("button", name=START).click()
    page.locator("#phase").wait_for()
    page.go_back(wait_until="commit")
    expect(page.get_by_role("button", name=START)).to_be_visible()
    page.wait_for_timeout(SEEN_MS)
    assert page.evaluate("window.__isKept")
    waiting.rests()
    assert not visitor.mistakes
