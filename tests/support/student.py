"""A student as seen from outside: a browser's cookies, forms and socket, without a browser."""

import base64
import html
import itertools
import json
import re
from contextlib import contextmanager
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

PASSWORD = "correct horse battery"
_numbers = itertools.count(1)


class Student:
    def __init__(self, url: str, email: str | None = None) -> None:
        self.url = url
        self.email = email or f"student{next(_numbers)}@example.org"
        self.http = httpx.Client(
            base_url=url, headers={"Origin": url}, trust_env=False, timeout=60, follow_redirects=False
        )

    def register(self) -> "Student":
        """Register, confirm through the outbox, sign in."""
        self.post("/register", email=self.email, password=PASSWORD)
        self.post("/verify", token=self.mailed_token())
        self.sign_in()
        return self

    def mailed_token(self, page: str = "/verify") -> str:
        """The token of the newest mail to this student whose link leads to the page."""
        mails = html.unescape(self.http.get("/outbox").text)
        return re.findall(rf"To {re.escape(self.email)}[^\n]*?{page}\?token=([\w-]+)", mails)[0]

    def sign_in(self, password: str = PASSWORD) -> httpx.Response:
        return self.post("/login", email=self.email, password=password)

    def post(self, path: str, **fields: Any) -> httpx.Response:
        return self.http.post(path, data=fields)

    def page(self, path: str) -> str:
        answer = self.http.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def start(self, scenario: str = "Small talk with a neighbor") -> int:
        """A new session with the scenario of this name; its number."""
        cards = re.findall(r"<h4>(.*?)</h4>.*?name=\"scenario_id\" value=\"(\d+)\"|<h4>(.*?)</h4>.*?value=\"(\d+)\"",
                           self.page("/dashboard"), re.S)  # fmt: skip
        numbers = {html.unescape(name or other): number or value for name, number, other, value in cards}
        answer = self.post("/conversation", scenario_id=numbers[scenario])
        assert answer.status_code == 303, answer.text
        return int(answer.headers["location"].rsplit("/", 1)[1])

    @contextmanager
    def socket(self, session_id: int, origin: str | None = None):
        """The room's socket, as a client that reads frames when it wants them."""
        cookies = "; ".join(f"{name}={value}" for name, value in self.http.cookies.items())
        address = f"{self.url.replace('http', 'ws', 1)}/ws/conversation/{session_id}"
        headers = {"Cookie": cookies} if cookies else {}
        headers |= {name: value for name, value in self.http.headers.items() if name == "accept-language"}
        with connect(
            address, origin=origin or self.url, additional_headers=headers, max_size=None, proxy=None, close_timeout=1
        ) as ws:
            yield Socket(ws)


class Socket:
    def __init__(self, ws: ClientConnection) -> None:
        self.ws = ws
        self.heard: list[dict[str, Any]] = []

    def send(self, **message: Any) -> None:
        self.ws.send(json.dumps(message))

    def receive(self, timeout: float = 30) -> dict[str, Any]:
        message = json.loads(self.ws.recv(timeout))
        self.heard.append(message)
        return message

    def until(self, kind: str, timeout: float = 30, **wanted: Any) -> dict[str, Any]:
        """Read on to the first message of this type (and these values)."""
        while True:
            message = self.receive(timeout)
            if message["type"] == kind and all(message.get(name) == value for name, value in wanted.items()):
                return message

    def opening(self) -> dict[str, Any]:
        """Read past the partner's first words, sound included."""
        self.until("ready")
        return self.until("usage")

    def types(self) -> list[str]:
        return [message["type"] for message in self.heard]

    def closed(self) -> int:
        """Read until the server closes; its code."""
        from websockets.exceptions import ConnectionClosed

        try:
            while True:
                self.receive()
        except ConnectionClosed:
            return self.ws.close_code or 0

    def say_aloud(self, recording: bytes, **more: Any) -> None:
        self.send(type="audio_complete", data=base64.b64encode(recording).decode(), provider="openai", **more)
