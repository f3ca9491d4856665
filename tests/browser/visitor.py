"""Somebody at a page in Chromium, driven by Playwright alone: for what need not be shown in all three engines."""

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.microphone import Microphone
from tests.support.student import Student

HERE = Path(__file__).parent
PICTURES = Path("test-results")
LONGEST_REPLY_MS = 90_000  # the small model of the tests likes to talk
FIRST_SOUND = "since => window.__heard.levels.find(([, level, at]) => at > since && level > 0.01)[2]"

SPEAKING = """within => new Promise(resolve => {
    const until = performance.now() + within
    const look = () => {
        const phase = document.querySelector('#phase').textContent
        if (phase.includes('speaking') || performance.now() > until) resolve(phase)
        else requestAnimationFrame(look)
    }
    look()
})"""


def picture_of(name: str) -> Path:
    """Where the picture of this name is. A test's id may hold a page's path: it makes no folders."""
    PICTURES.mkdir(exist_ok=True)
    safe = re.sub(r"[^\w.\[\]-]+", "-", name)
    return PICTURES / f"{safe}.png"


class Visitor:
    """Somebody at a browser: a page whose socket frames, sounds and mistakes are on record."""

    def __init__(self, browser: Browser, url: str, **context: Any) -> None:
        self.url = url
        self._student: Student | None = None
        self.context: BrowserContext = browser.new_context(base_url=url, **context)
        self.context.add_init_script(path=HERE / "sound_tap.js")
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.mistakes: list[str] = []
        self.received: list[dict[str, Any]] = []
        self.sent: list[dict[str, Any]] = []
        self.page.on("pageerror", lambda error: self.mistakes.append(str(error)))
        self.page.on("websocket", self._listen)

    def _listen(self, socket) -> None:
        socket.on("framereceived", lambda frame: self.received.append(json.loads(frame)))
        socket.on("framesent", lambda frame: self.sent.append(json.loads(frame)))

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.received if message["type"] == kind]

    def register(self, email: str, password: str = "correct horse battery") -> None:
        """As a newcomer does it: the form, the outbox, the link, the button, the sign-in."""
        page = self.page
        page.goto("/")
        page.get_by_role("button", name="Start for free").click()
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("main").get_by_role("button", name="Register").click()
        page.get_by_role("link", name="outbox").click()
        page.get_by_role("link", name="verify?token").first.click()
        page.get_by_role("button", name="Confirm my address").click()
        page.get_by_label("E-mail address").fill(email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.get_by_role("heading", name="What would you like to practise?").wait_for()

    def add_key(self, vendor: str, key: str) -> None:
        """In Settings, store a key."""
        page = self.page
        page.goto("/settings")
        page.get_by_label(f"{vendor} key").fill(key)
        page.locator("form", has=page.get_by_label(f"{vendor} key")).get_by_role("button").click()
        page.get_by_text(f"It ends in {key[-4:]}").wait_for()

    def prefer(self, service: str, name: str) -> None:
        """In Settings, move this provider to the first place of its list."""
        page = self.page
        page.goto("/settings")
        order = page.locator(f"[name={service}]")
        at = order.evaluate_all("all => all.map(each => each.value)").index(name)
        for place in range(at, 0, -1):
            page.locator(f"#up-{service}-{name}").click()
            expect(order.nth(place - 1)).to_have_value(name)
        page.goto("/dashboard")

    def start(self, scenario: str = "Small talk with a neighbor") -> None:
        """Wait for the partner's first words, to their end."""
        self.page.get_by_role("button", name=f"Start: {scenario}").click()
        self.page.locator(".partner").wait_for()
        self.ready()

    def ready(self, within_ms: int = 30_000) -> None:
        self.page.locator("#phase", has_text="Ready").wait_for(timeout=within_ms)

    def speaking(self, within_ms: int = 15_000) -> None:
        """Wait for the partner's voice. Looked at in every frame: a short reply is soon over."""
        self.page.locator("#phase").wait_for()
        phase = self.page.evaluate(SPEAKING, within_ms)
        assert "speaking" in phase, f"not within {within_ms} ms, but {phase!r}"

    def type(self, text: str) -> None:
        """An answer, without the microphone."""
        self.page.get_by_label("Or type your answer").fill(text)
        self.page.get_by_role("button", name="Send").click()

    def come(self) -> None:
        """As somebody who has an account, to the dashboard."""
        self._student = Student(self.url).register()
        self.use(self._student)
        self.page.goto("/dashboard")

    def talk(self, microphone: Microphone, sentence: str) -> float:
        """Hold the button, speak, let go, hear the answer to its end; the moment of letting go, on the page's clock."""
        microphone.hears(sentence)
        self.page.get_by_role("button", name="Start talking").hover()
        self.page.mouse.down()
        self._listens(microphone)
        released = self.page.evaluate("performance.now()")
        self.page.mouse.up()
        self.speaking(30_000)
        self.ready(LONGEST_REPLY_MS)
        return released

    def tap(self, microphone: Microphone, sentence: str) -> None:
        """Press the button, speak, press it again."""
        microphone.hears(sentence)
        self.page.get_by_role("button", name="Start talking").click()
        self._listens(microphone)
        self.page.get_by_role("button", name="Stop talking").click()

    def _listens(self, microphone: Microphone) -> None:
        """To all that is said."""
        self.page.locator("#phase", has_text="Listening").wait_for()
        self.page.wait_for_timeout(microphone.seconds * 1000)

    def use(self, student: Student) -> None:
        """Be signed in as this student, who came by HTTP."""
        cookies = student.http.cookies.items()
        self.context.add_cookies([{"name": name, "value": value, "url": self.url} for name, value in cookies])

    def picture(self, name: str) -> None:
        self.page.screenshot(path=picture_of(name), full_page=True)

    def loudness(self) -> float:
        """The loudest moment that reached the loudspeaker (root mean square, full scale is 1)."""
        return self.page.evaluate("Math.max(0, ...window.__heard.levels.map(([, level]) => level))")

    def sound_after(self, since: float) -> float:
        """Milliseconds from this moment of the page's clock to the first sound at the loudspeaker."""
        return self.page.evaluate(FIRST_SOUND, since) - since

    def close(self) -> None:
        if self._student:
            self._student.http.close()
        self.context.close()


def answer(visitor: Visitor, text: str) -> None:
    visitor.type(text)
    visitor.speaking()
    visitor.ready()


def in_settings(visitor: Visitor, form: str, **fields: str) -> None:
    """What is chosen there, in one step."""
    headers = {"Origin": visitor.url}
    assert visitor.page.request.post(f"/settings/{form}", form=dict(fields), headers=headers).ok


def give_key(visitor: Visitor) -> None:
    in_settings(visitor, "keys", provider="openai", api_key="sk-loopback-0123456789")


def hear_locally(visitor: Visitor) -> None:
    in_settings(visitor, "providers", stt="local")


def wish(visitor: Visitor, corrections: str) -> None:
    in_settings(visitor, "practice", language="de", corrections=corrections, keep_recordings="on")


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
