"""Real browsers. `engine` and `someone` are for what must work in all three, `chromium` and `visit` for the rest."""

import json
import os
import shutil
import wave
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.by_playwright import QUIET, playwright_engine
from tests.browser.by_selenium import MINIBROWSER, webkit_engine
from tests.browser.engines import Engine
from tests.browser.sound_server import SoundServer
from tests.browser.talker import Talker
from tests.browser.wire import Wire
from tests.conftest import Server, need
from tests.support.speech import mp3, spoken
from tests.support.student import Student
from tests.support.vendors import Vendors

HERE = Path(__file__).parent
PICTURES = Path("test-results")
FAKE_MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
WITHOUT_SOUND = dict(os.environ) | {"PULSE_SERVER": "unix:/nonexistent"}


class Microphone:
    """The wav file that Chromium takes for its microphone; it is read anew whenever the page starts listening."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seconds = 0.0
        self.hears("Hello.")

    def hears(self, text: str) -> None:
        recording = spoken(text, before=0.3, after=20)
        self.path.write_bytes(recording)
        with wave.open(BytesIO(spoken(text, before=0.3, after=0.5))) as file:
            self.seconds = file.getnframes() / file.getframerate()


@pytest.fixture(scope="module")  # it runs an event loop on this thread, where other tests run theirs
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture
def microphone(tmp_path: Path) -> Microphone:
    return Microphone(tmp_path / "microphone.wav")


@pytest.fixture
def chromium_with(playwright: Playwright) -> Iterator[Callable[..., Browser]]:
    """Starts Chromium with these flags for its microphone."""
    path = shutil.which("chromium")
    need(path is not None, "chromium")
    started: list[Browser] = []

    def start(*flags: str) -> Browser:
        started.append(playwright.chromium.launch(executable_path=path, args=[*QUIET, *flags], env=WITHOUT_SOUND))
        return started[-1]

    yield start
    for browser in started:
        browser.close()


@pytest.fixture
def chromium(chromium_with: Callable[..., Browser], microphone: Microphone) -> Browser:
    return chromium_with(*FAKE_MICROPHONE, f"--use-file-for-fake-audio-capture={microphone.path}%noloop")


@pytest.fixture(scope="session")
def sound() -> Iterator[SoundServer]:
    need(shutil.which("pulseaudio") is not None and shutil.which("paplay") is not None, "pulseaudio")
    running = SoundServer()
    yield running
    running.stop()


@pytest.fixture(scope="module", params=["chromium", "firefox", "webkit"])
def engine(request: pytest.FixtureRequest, playwright: Playwright, sound: SoundServer) -> Iterator[Engine]:
    """Each of the three, one after the other, with a microphone that hears what `sound` says."""
    if request.param == "webkit":
        need(Path(MINIBROWSER).exists() and shutil.which("WebKitWebDriver") is not None, "webkit2gtk-driver")
        need(shutil.which("Xvfb") is not None, "xvfb")
        running = webkit_engine(sound.environ)
    else:
        program = {"chromium": "chromium", "firefox": "firefox-esr"}[request.param]
        need(shutil.which(program) is not None, program)
        running = playwright_engine(playwright, request.param, sound.environ)
    with running as started:
        yield started


@pytest.fixture(scope="module")
def partner() -> Iterator[Vendors]:
    """Vendors whose model and voice answer at once."""
    with Vendors() as running:
        running.sound = mp3("That is good to hear.")
        yield running


@pytest.fixture(scope="module")
def spoken_server(tmp_path_factory: pytest.TempPathFactory, partner: Vendors) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("spoken") / "data", **partner.settings).start()
    yield running
    running.stop()


ORDER = {"stt": ["local", "browser"], "llm": ["openai", "guided"], "tts": ["openai", "browser"]}


@pytest.fixture
def someone(request, engine: Engine, spoken_server: Server, partner: Vendors, sound: SoundServer) -> Iterator:
    """Makes talkers: a student with an account and a vendor's key, at a screen, before the room is opened.

    `doubles` are files of this folder that take the place of something in the browser, `microphone` is what becomes of
    the question for it, `account` that of another talker, `order` the providers they prefer.
    """
    talkers: list[Talker] = []

    def newcomer(order: dict[str, list[str]]) -> Student:
        student = spoken_server.student()
        student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
        student.post("/settings/providers", **(ORDER | order))
        return student

    def make(*doubles: str, microphone: str = "allowed", account: Student | None = None, **order) -> Talker:
        student = account or newcomer(order)
        wire = Wire(spoken_server.port, [HERE / f"{name}.js" for name in ("sound_tap", "mistakes_tap", *doubles)])
        talkers.append(Talker(engine.open(microphone), wire, spoken_server, student, sound))
        return talkers[-1]

    partner.delays.clear()
    partner.reply = ["That is good to hear. ", "And then?"]
    yield make
    for number, talker in enumerate(talkers):
        talker.picture(PICTURES / f"{request.node.name}-{number}.png")
        talker.screen.close()
        talker.wire.close()


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


class Visitor:
    """Somebody at a browser: a page whose socket frames, sounds and mistakes are on record."""

    def __init__(self, browser: Browser, url: str, **context: Any) -> None:
        self.url = url
        self.context: BrowserContext = browser.new_context(base_url=url, **context)
        self.context.add_init_script(path=HERE / "sound_tap.js")
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
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
            expect(order.nth(place - 1)).to_have_value(name, timeout=15_000)
        page.goto("/dashboard")

    def start(self, scenario: str = "Small talk with a neighbor") -> None:
        self.page.get_by_role("button", name=f"Start: {scenario}").click()
        self.ready()

    def ready(self, within_ms: int = 30_000) -> None:
        self.page.locator("#phase", has_text="Ready").wait_for(timeout=within_ms)

    def speaking(self, within_ms: int = 15_000) -> None:
        """Wait for the partner's voice. Looked at in every frame: a short reply is soon over."""
        phase = self.page.evaluate(SPEAKING, within_ms)
        assert "speaking" in phase, f"not within {within_ms} ms, but {phase!r}"

    def use(self, student: Student) -> None:
        """Be signed in as this student, who came by HTTP."""
        cookies = student.http.cookies.items()
        self.context.add_cookies([{"name": name, "value": value, "url": self.url} for name, value in cookies])

    def picture(self, name: str) -> None:
        PICTURES.mkdir(exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    def loudness(self) -> float:
        """The loudest moment that reached the loudspeaker (root mean square, full scale is 1)."""
        return self.page.evaluate("Math.max(0, ...window.__heard.levels.map(([, level]) => level))")

    def sound_after(self, since: float) -> float:
        """Milliseconds from this moment of the page's clock to the first sound at the loudspeaker."""
        return self.page.evaluate(FIRST_SOUND, since) - since

    def close(self) -> None:
        self.context.close()


@pytest.fixture
def visit(request: pytest.FixtureRequest) -> Iterator:
    visitors: list[Visitor] = []

    def make(browser: Browser, url: str, **context: Any) -> Visitor:
        visitors.append(Visitor(browser, url, **context))
        return visitors[-1]

    yield make
    for visitor in visitors:
        visitor.picture(f"{request.node.name}-end")
        visitor.close()
