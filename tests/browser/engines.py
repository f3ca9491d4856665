"""What a test needs of a browser, whichever it is: one interface, and what an engine cannot do by itself."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

# MiniBrowser lets every page have the microphone, and a Chromium without a window never leaves a question open: what
# they cannot do has a double. It must come before the press, as the page asks for the microphone then.
ANSWERS = {
    ("chromium", "pending"): "() => {}",
    ("webkit", "pending"): "() => {}",
    ("webkit", "refused"): "(_, refuse) => refuse(new DOMException('', 'NotAllowedError'))",
}
ASKED = "() => {{ navigator.mediaDevices.getUserMedia = () => new Promise({answer}) }}"
SIZE = {"width": 1280, "height": 900}
CORNER = (5, 5)  # of the window: far from the talk button
TIMEOUT_MS = 30_000
NO_SOUND = {"PULSE_SERVER": "unix:/nonexistent"}


class Screen(Protocol):
    """A window with one page. Controls are found by what they are called."""

    def open(self, url: str) -> None: ...
    def sign_in(self, url: str, cookies: dict[str, str]) -> None: ...
    def run(self, function: str, *values: Any) -> Any: ...
    def click(self, name: str) -> None: ...
    def press(self, name: str) -> None: ...
    def drag_away(self) -> None: ...
    def release(self) -> None: ...
    def fill(self, label: str, text: str) -> None: ...
    def type(self, text: str) -> None: ...
    def key(self, name: str) -> None: ...
    def key_down(self, name: str) -> None: ...
    def key_up(self, name: str) -> None: ...
    def picture(self, path: Path) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True)
class Engine:
    """A browser that is installed. `mime` is what it records in, `open` starts it with a microphone that is allowed,
    refused, absent or pending (the question is never answered)."""

    name: str
    mime: str
    open: Callable[..., Screen]


def question(engine: str, microphone: str) -> str | None:
    answer = ANSWERS.get((engine, microphone))
    return ASKED.format(answer=answer) if answer else None
