"""One interface over three engines: Chromium and Firefox by Playwright, WebKitGTK (for Safari) by selenium."""

import os
import shutil
import subprocess
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser, Playwright

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ALLOW = "--use-fake-ui-for-media-stream"
CHROMIUM = {"allowed": [ALLOW], "absent": [ALLOW], "refused": ["--deny-permission-prompts"], "pending": [ALLOW]}
FIREFOX: dict[str, dict[str, Any]] = {
    "allowed": {"media.navigator.permission.disabled": True},
    "absent": {"media.navigator.permission.disabled": True},
    "refused": {"permissions.default.microphone": 2},
    "pending": {},
}
# MiniBrowser lets every page have the microphone, and a Chromium without a window never leaves a question open: what
# they cannot do has a double. It must come before the press, as the page asks for the microphone then.
ANSWERS = {
    ("chromium", "pending"): "() => {}",
    ("webkit", "pending"): "() => {}",
    ("webkit", "refused"): "(_, refuse) => refuse(new DOMException('', 'NotAllowedError'))",
}
ASKED = "() => {{ navigator.mediaDevices.getUserMedia = () => new Promise({answer}) }}"
MINIBROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
SIZE = {"width": 1280, "height": 900}
TIMEOUT_MS = 15_000


class Screen(Protocol):
    """A window with one page. Controls are found by what they are called."""

    def open(self, url: str) -> None: ...
    def sign_in(self, url: str, cookies: dict[str, str]) -> None: ...
    def run(self, function: str, *values: Any) -> Any: ...
    def click(self, name: str) -> None: ...
    def press(self, name: str) -> None: ...
    def release(self) -> None: ...
    def fill(self, label: str, text: str) -> None: ...
    def type(self, text: str) -> None: ...
    def key(self, name: str) -> None: ...
    def key_down(self, name: str) -> None: ...
    def key_up(self, name: str) -> None: ...
    def picture(self, path: Path) -> None: ...
    def close(self) -> None: ...


def question(engine: str, microphone: str) -> str | None:
    answer = ANSWERS.get((engine, microphone))
    return ASKED.format(answer=answer) if answer else None


@dataclass(frozen=True)
class Engine:
    """A browser that is installed. `mime` is what it records in, `open` starts it with a microphone that is allowed,
    refused, absent or pending (the question is never answered)."""

    name: str
    mime: str
    open: Callable[..., Screen]


class PlaywrightScreen:
    def __init__(self, browser: Browser, owned: bool, asked: str | None) -> None:
        self._browser = browser if owned else None
        self._question = asked
        self.context = browser.new_context(viewport=SIZE)
        self.page = self.context.new_page()
        self.page.set_default_timeout(TIMEOUT_MS)

    def open(self, url: str) -> None:
        self.page.goto(url)
        if self._question:
            self.run(self._question)

    def sign_in(self, url: str, cookies: dict[str, str]) -> None:
        self.context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])

    def run(self, function: str, *values: Any) -> Any:
        return self.page.evaluate(f"values => ({function})(...values)", list(values))

    def click(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).hover()
        self.page.mouse.down()

    def release(self) -> None:
        self.page.mouse.up()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def key(self, name: str) -> None:
        self.page.keyboard.press(name)

    def key_down(self, name: str) -> None:
        self.page.keyboard.down(name)

    def key_up(self, name: str) -> None:
        self.page.keyboard.up(name)

    def picture(self, path: Path) -> None:
        self.page.screenshot(path=path)

    def close(self) -> None:
        self.context.close()
        if self._browser:
            self._browser.close()


BUTTON = """name => [...document.querySelectorAll('button, [role=button]')].find(
  button => button.checkVisibility() && (button.ariaLabel ?? button.textContent).includes(name))"""
LABELLED = "name => [...document.querySelectorAll('label')].find(l => l.textContent.includes(name))?.control"


class WebKitScreen:
    """A MiniBrowser of its own, since WebDriver knows no second profile in one."""

    def __init__(self, environ: dict[str, str], microphone: str) -> None:
        from selenium import webdriver
        from selenium.webdriver.common.action_chains import ActionChains
        from selenium.webdriver.common.keys import Keys

        options = webdriver.WebKitGTKOptions()
        options.binary_location = MINIBROWSER
        for flag in ("--automation", "--enable-media-stream=true"):
            options.add_argument(flag)
        service = webdriver.WebKitGTKService(shutil.which("WebKitWebDriver"), env=environ)
        with warnings.catch_warnings(action="ignore", category=DeprecationWarning):  # selenium's own, about selenium
            self._driver = webdriver.WebKitGTK(options=options, service=service)
        self._driver.set_window_size(*SIZE.values())
        self._question = question("webkit", microphone)
        self._actions = lambda: ActionChains(self._driver, duration=0)
        self._keys = {"Space": " ", "Enter": Keys.ENTER, "Escape": Keys.ESCAPE, "Tab": Keys.TAB}

    def open(self, url: str) -> None:
        self._driver.get(url)
        if self._question:
            self.run(self._question)

    def sign_in(self, url: str, cookies: dict[str, str]) -> None:
        self.open(f"{url}/healthz")
        for name, value in cookies.items():
            self._driver.add_cookie({"name": name, "value": value})

    def run(self, function: str, *values: Any) -> Any:
        return self._driver.execute_script(f"return ({function})(...arguments)", *values)

    def click(self, name: str) -> None:
        self._actions().click(self._found(BUTTON, name)).perform()

    def press(self, name: str) -> None:
        self._actions().click_and_hold(self._found(BUTTON, name)).perform()

    def release(self) -> None:
        self._actions().release().perform()

    def fill(self, label: str, text: str) -> None:
        field = self._found(LABELLED, label)
        field.clear()
        field.send_keys(text)

    def type(self, text: str) -> None:
        self._actions().send_keys(text).perform()

    def key(self, name: str) -> None:
        self._actions().send_keys(self._keys[name]).perform()

    def key_down(self, name: str) -> None:
        self._actions().key_down(self._keys[name]).perform()

    def key_up(self, name: str) -> None:
        self._actions().key_up(self._keys[name]).perform()

    def picture(self, path: Path) -> None:
        self._driver.save_screenshot(str(path))

    def close(self) -> None:
        self._driver.quit()

    def _found(self, how: str, name: str) -> Any:
        from selenium.webdriver.support.ui import WebDriverWait

        return WebDriverWait(self._driver, TIMEOUT_MS / 1000, 0.05).until(lambda _: self.run(how, name), f"no {name!r}")


@contextmanager
def playwright_engine(playwright: Playwright, name: str, sound: dict[str, str]) -> Iterator[Engine]:
    """`sound` is the environment with the sound server, without which no microphone is there."""

    def launch(microphone: str) -> Browser:
        env: Any = sound | ({"PULSE_SERVER": "unix:/nonexistent"} if microphone == "absent" else {})
        if name == "chromium":
            path = shutil.which("chromium")
            return playwright.chromium.launch(executable_path=path, args=[*QUIET, *CHROMIUM[microphone]], env=env)
        path = shutil.which("firefox-esr")
        prefs = FIREFOX[microphone]
        return playwright.firefox.launch(executable_path=path, channel="moz-firefox", firefox_user_prefs=prefs, env=env)

    shared = launch("allowed")

    def open_(microphone: str = "allowed") -> Screen:
        is_shared = microphone == "allowed"
        browser = shared if is_shared else launch(microphone)
        return PlaywrightScreen(browser, not is_shared, question(name, microphone))

    yield Engine(name, "audio/webm", open_)
    shared.close()


@contextmanager
def webkit_engine(sound: dict[str, str]) -> Iterator[Engine]:
    """It shows its window on a display that nobody sees."""
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    display = subprocess.Popen(command, pass_fds=[writes], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    number = os.read(reads, 20).decode().strip()

    def open_(microphone: str = "allowed") -> Screen:
        without = {"PULSE_SERVER": "unix:/nonexistent"} if microphone == "absent" else {}
        return WebKitScreen(sound | {"DISPLAY": f":{number}"} | without, microphone)

    yield Engine("webkit", "audio/mp4", open_)
    display.terminate()
    display.wait(10)
    os.close(reads)
    os.close(writes)
