"""The messages between a room's page and its real server, in the hands of a test."""

import json
import re
import time

from playwright.sync_api import Page, WebSocketRoute

WITHIN_S = 20
# A network that answers nothing: who tries to connect waits.
SWALLOWED = """() => {
  const real = WebSocket
  window.WebSocket = class {
    readyState = 0
    constructor() {
      window.__comesBack = () => {
        window.WebSocket = real
        this.onclose({ code: 1006 })
      }
    }
  }
}"""


class Frames:
    """What the server sends a room's page, one message after another: they are kept back, or the socket breaks.

    A `Wire` would not do: it carries bytes and does not know where a message begins, nor can it leave a page waiting.
    """

    def __init__(self, page: Page) -> None:
        self._page = page
        self._waits_for = ""
        self._kept: list[str | bytes] = []
        page.route_web_socket(re.compile("/ws/conversation/"), self._open)

    def _open(self, room: WebSocketRoute) -> None:
        self._room = room
        self._server = room.connect_to_server()
        self._server.on_message(self._pass_on)

    def _pass_on(self, frame: str | bytes) -> None:
        if self._kept or json.loads(frame)["type"] == self._waits_for:
            self._kept.append(frame)
        else:
            self._room.send(frame)

    def hold(self, kind: str) -> None:
        """Keep back what comes from the next message of this type on: the room stays as it is before it."""
        self._waits_for = kind
        kept, self._kept = self._kept, []
        for frame in kept:
            self._pass_on(frame)

    def let_go(self) -> None:
        self.hold("")

    def until_kept(self, kind: str) -> None:
        """Wait until a message of this type is among what is kept back."""
        deadline = time.monotonic() + WITHIN_S
        while kind not in [json.loads(frame)["type"] for frame in self._kept]:
            assert time.monotonic() < deadline, f"no {kind} within {WITHIN_S} s"
            self._page.wait_for_timeout(50)

    def break_off(self) -> None:
        self._page.evaluate(SWALLOWED)
        self._server.close()
        self._room.close(code=1012)

    def mend(self) -> None:
        self._page.evaluate("window.__comesBack()")
