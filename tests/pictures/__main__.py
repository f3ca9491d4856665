"""Takes the pictures of the README from a real conversation in Chromium: `python -m tests.pictures`."""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FAKE_MICROPHONE, QUIET
from tests.browser.microphone import Microphone
from tests.browser.visitor import Visitor
from tests.conftest import ROOT, Server

PICTURES = ROOT / "docs" / "pictures"
DESKTOP = {"viewport": {"width": 1280, "height": 860}}
PHONE = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 1, "color_scheme": "dark"}
SPOKEN = [
    "My day was good. I worked in the hospital in the morning, and then I walked home along the river.",
    "I like to swim in the sea and walk in the mountains with my friends, because it makes me calm.",
    "My sister comes with us every summer. She don't like the sea, but she loves the mountains.",
    "Last year we went to a small village near the coast, and we stayed there for two weeks in the sun.",
    "I paint flowers and old houses. My kitchen is full of pictures, and my friends always laugh about it.",
    "Next month I want to visit my parents and cook a big dinner for them, with fish and fresh bread.",
]


def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "data").start()
        microphone = Microphone(Path(folder) / "microphone.wav")
        capture = f"--use-file-for-fake-audio-capture={microphone.path}%noloop"
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=[*QUIET, *FAKE_MICROPHONE, capture])
        desktop = Visitor(browser, server.url, **DESKTOP)
        conversation(desktop, microphone)
        phone = Visitor(browser, server.url, **PHONE)
        phone.context.add_cookies(desktop.context.cookies())
        look_again(phone)
        for visitor in (desktop, phone):
            visitor.close()
        browser.close()
        server.stop()


def conversation(visitor: Visitor, microphone: Microphone) -> None:
    """Six spoken answers to the guided partner; the room's picture is taken while the fourth is being spoken."""
    page = visitor.page
    visitor.register("maria@example.org")
    take(visitor, "dashboard-desktop")
    visitor.prefer("stt", "local")
    visitor.start()
    page.get_by_role("button", name="Done").click()
    for number, answer in enumerate(SPOKEN):
        speak(visitor, microphone, answer, picture="room-desktop" if number == 3 else "")
    page.get_by_role("button", name="End and get feedback").click()
    page.get_by_role("heading", name="How you speak").click(timeout=20_000)
    take(visitor, "report-desktop", whole=True)


def speak(visitor: Visitor, microphone: Microphone, answer: str, picture: str = "") -> None:
    page = visitor.page
    microphone.hears(answer)
    page.get_by_role("button", name="Start talking").hover()
    page.mouse.down()
    page.locator("#phase", has_text="Listening").wait_for()
    page.wait_for_timeout(microphone.seconds * 700)
    if picture:
        take(visitor, picture)
    page.wait_for_timeout(microphone.seconds * 300)
    page.mouse.up()
    visitor.speaking(30_000)
    visitor.ready()


def look_again(visitor: Visitor) -> None:
    """The same student on a phone: the report, the dashboard, and a conversation with a typed answer."""
    page = visitor.page
    page.goto("/history/1")
    page.get_by_role("heading", name="Feedback").wait_for()
    take(visitor, "report-phone")
    page.goto("/dashboard")
    take(visitor, "dashboard-phone")
    visitor.start()
    page.get_by_label("Or type your answer").fill("I like to swim in the sea with my friends.")
    page.get_by_role("button", name="Send").click()
    visitor.speaking()
    visitor.ready()
    take(visitor, "room-phone")


def take(visitor: Visitor, name: str, whole: bool = False) -> None:
    visitor.page.screenshot(path=PICTURES / f"{name}.png", full_page=whole)


if __name__ == "__main__":
    main()
