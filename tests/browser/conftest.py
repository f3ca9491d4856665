"""Real browsers. `engine` and `someone` are for what must work in all three, `chromium` and `visit` for the rest."""

import contextlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright, expect, sync_playwright

from tests.browser.by_playwright import QUIET, playwright_engine
from tests.browser.by_selenium import MINIBROWSER, webkit_engine
from tests.browser.engines import Engine
from tests.browser.microphone import Microphone
from tests.browser.sound_server import SoundServer
from tests.browser.talker import Talker
from tests.browser.visitor import PICTURES, Visitor, picture_of
from tests.browser.wire import Wire
from tests.conftest import Server, need
from tests.support.speech import mp3
from tests.support.student import Student
from tests.support.vendors import Vendors

HERE = Path(__file__).parent
BEGAN = time.time()  # every worker has read this before any of them runs a test
FAKE_MICROPHONE = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
WITHOUT_SOUND = dict(os.environ) | {"PULSE_SERVER": "unix:/nonexistent"}


expect.set_options(timeout=20_000)  # milliseconds; on two busy cores what is sure to come takes its time


@pytest.fixture(scope="session", autouse=True)
def _no_old_pictures() -> None:
    """Pictures of an earlier run do not pass for this one's; those of another worker are new."""
    for old in PICTURES.rglob("*.png"):
        with contextlib.suppress(FileNotFoundError):  # another worker was faster
            if old.stat().st_mtime < BEGAN:
                old.unlink()


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
        talker.picture(picture_of(f"{request.node.name}-{number}"))
        talker.screen.close()
        talker.wire.close()


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
