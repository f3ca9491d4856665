"""Chromium and Firefox, driven by Playwright."""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Dialog, Error, Playwright

from tests.browser.engines import CORNER, NO_SOUND, SIZE, TIMEOUT_MS, Engine, Screen, question

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
        """Asked once more where the page was just being left."""
        ask = partial(self.page.evaluate, f"values => ({function})(...values)", list(values))
        try:
            return ask()
        except Error as error:
            if "Execution context was destroyed" not in str(error):
                raise
            return ask()

    def click(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).hover()
        self.page.mouse.down()

    def drag_away(self) -> None:
        self.page.mouse.move(*CORNER, steps=3)

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

    def leave(self) -> list[str]:
        """Close the page as a person does: what the browser asks first, and then they stay; else here is a new one."""
        asked: list[str] = []

        def stay(dialog: Dialog) -> None:
            asked.append(dialog.type)
            dialog.dismiss()

        self.page.once("dialog", stay)
        self.page.close(run_before_unload=True)
        deadline = time.monotonic() + TIMEOUT_MS / 1000
        while not asked and not self.page.is_closed():
            assert time.monotonic() < deadline, "neither asked nor closed"
            with suppress(Error):  # it is closed meanwhile
                self.page.wait_for_timeout(50)
        if not asked:
            self.page = self.context.new_page()
        return asked

    def picture(self, path: Path) -> None:
        self.page.screenshot(path=path)

    def close(self) -> None:
        self.context.close()
        if self._browser:
            self._browser.close()


@contextmanager
def playwright_engine(playwright: Playwright, name: str, sound: dict[str, str]) -> Iterator[Engine]:
    """`sound` is the environment with the sound server, without which no microphone is there."""

    def launch(microphone: str) -> Browser:
        env: Any = sound | (NO_SOUND if microphone == "absent" else {})
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
