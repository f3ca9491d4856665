"""Takes the pictures of the README from a real conversation in Chromium: `python -m tests.pictures`."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FAKE_MICROPHONE, QUIET, Microphone, Visitor
from tests.conftest import ROOT, Server

PICTURES = ROOT / "docs" / "pictures"
DESKTOP = {"viewport": {"width": 1280, "height": 860}}
PHONE = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 1, "color_scheme": "dark"}
ANSWERS = ["I like to swim in the sea and walk in the mountains with my friends.", "I paint flowers and old houses."]


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "data").start()
        microphone = Microphone(Path(folder) / "microphone.wav")
        capture = f"--use-file-for-fake-audio-capture={microphone.path}%noloop"
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *FAKE_MICROPHONE, capture])
        for name, how in (("desktop", DESKTOP), ("phone", PHONE)):
            visitor = Visitor(browser, server.url, **how)
            tour(visitor, microphone, name)
            visitor.close()
        browser.close()
        server.stop()


def tour(visitor: Visitor, microphone: Microphone, name: str) -> None:
    page = visitor.page
    visitor.register(f"{name}@example.org")
    take(visitor, f"dashboard-{name}")
    visitor.prefer("stt", "local")
    visitor.start()
    for answer in ANSWERS:
        page.get_by_label("Or type your answer").fill(answer)
        page.get_by_role("button", name="Send").click()
        page.locator("#phase", has_text="speaking").wait_for()
        visitor.ready()
    microphone.hears("In my free time I like to cook dinner for my family.")
    page.get_by_role("button", name="Start talking").hover()
    page.mouse.down()
    page.locator("#phase", has_text="Listening").wait_for()
    page.wait_for_timeout(1500)
    take(visitor, f"room-{name}")
    page.wait_for_timeout(microphone.seconds * 1000 - 1500)
    page.mouse.up()
    page.locator("#phase", has_text="speaking").wait_for(timeout=20_000)
    visitor.ready()
    page.get_by_role("button", name="End and get feedback").click()
    page.get_by_role("heading", name="Feedback").wait_for()
    take(visitor, f"report-{name}")


def take(visitor: Visitor, name: str) -> None:
    visitor.page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
