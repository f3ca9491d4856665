"""WebKitGTK's MiniBrowser, which stands in for Safari, driven by selenium."""

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.browser.engines import CORNER, NO_SOUND, SIZE, TIMEOUT_MS, Engine, Screen, question

MINIBROWSER = "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser"
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
        self._found(BUTTON, name).click()

    def press(self, name: str) -> None:
        self._actions().click_and_hold(self._found(BUTTON, name)).perform()

    def drag_away(self) -> None:
        moved = self._actions()
        moved.w3c_actions.pointer_action.move_to_location(*CORNER)
        moved.perform()

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
def webkit_engine(sound: dict[str, str]) -> Iterator[Engine]:
    """It shows its window on a display that nobody sees."""
    reads, writes = os.pipe()
    command = ["Xvfb", "-displayfd", str(writes), "-screen", "0", "1600x1200x24", "-nolisten", "tcp"]
    display = subprocess.Popen(command, pass_fds=[writes], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    number = os.read(reads, 20).decode().strip()

    def open_(microphone: str = "allowed") -> Screen:
        without = NO_SOUND if microphone == "absent" else {}
        return WebKitScreen(sound | {"DISPLAY": f":{number}"} | without, microphone)

    yield Engine("webkit", "audio/mp4", open_)
    display.terminate()
    display.wait(10)
    os.close(reads)
    os.close(writes)
