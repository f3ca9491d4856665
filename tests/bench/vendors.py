"""OpenAI's services as a lean process of their own, with timings that never change: `python -m tests.bench.vendors`.

Recognition answers after 300 ms. The model says its first token after 350 ms and then 60 a second. A voice sends its
first sound after 200 ms and makes four seconds of sound a second; under /slow/v1 it takes 600 ms and makes 1.3.
`/journal` lists what happened to every request, in seconds of the machine's monotonic clock.
"""

import asyncio
import itertools
import json
import re
import struct
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.bench.ear import Ear

HEARING, FIRST_TOKEN, TOKENS_A_SECOND = 0.300, 0.350, 60
CLAUSE, SENTENCE = (
    "That sounds really lovely,",
    "That sounds really lovely, and I think your family is lucky to have you.",
)
REPLY = (
    f"{SENTENCE} My grandmother used to cook fish every Friday evening, so your story makes me just a little hungry "
    "right now. What is the one dish that all of your old friends ask you to make again and again for us all?"
)
RATE, SECONDS_A_CHARACTER = 24_000, 19 / len(REPLY)
FRAME = bytes((0xFF, 0xF3, 0x84, 0xC4)) + bytes(188)  # 24 ms of silence as mp3, 64 kbit/s
FRAME_SECONDS, PIECE_BYTES = 0.024, 4096


@dataclass(frozen=True)
class Pace:
    """Seconds before a voice's first sound, and seconds of sound that it makes in one."""

    first: float
    speed: float


FAST, SLOW = Pace(0.200, 4.0), Pace(0.600, 1.3)


def tokens(text: str) -> list[str]:
    return re.findall(r"\s?[\w']+|[^\w\s]", text)


def sound(text: str, kind: str) -> tuple[bytes, float]:
    """Silence as long as the text, as mp3 or as a wav of unknown length; and bytes a second."""
    seconds = len(text) * SECONDS_A_CHARACTER
    if kind == "mp3":
        return FRAME * round(seconds / FRAME_SECONDS), len(FRAME) / FRAME_SECONDS
    head = struct.pack("<4sI4s4sIHHIIHH4sI", b"RIFF", 2**32 - 1, b"WAVE", b"fmt ", 16, 1, 1, RATE, RATE * 2, 2, 16,
                       b"data", 2**32 - 1)  # fmt: skip
    return head + bytes(round(seconds * RATE) * 2), RATE * 2.0


def event(**more: object) -> bytes:
    chunk = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m", **more}
    return f"data: {json.dumps(chunk)}\n\n".encode()


def token(text: str | None, finish: str | None = None) -> bytes:
    delta = {"content": text} if text else {}
    return event(choices=[{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}])


WORDS = [token(text) for text in tokens(REPLY)]
END = [
    token(None, "stop"),
    event(choices=[], usage={"prompt_tokens": 120, "completion_tokens": len(WORDS), "total_tokens": 180}),
    b"data: [DONE]\n\n",
]


@dataclass
class Journal:
    """What happened to the requests; a connection's number, the service, how it ended, when it began and ended."""

    lines: list[tuple[int, str, str, float, float]] = field(default_factory=list)
    open: int = 0


class Connection(asyncio.Protocol):
    """HTTP/1.1, one request after another, kept alive."""

    numbers = itertools.count(1)

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._number = next(self.numbers)
        self._buffer = b""
        self._answering: asyncio.Task | None = None
        self._ear: Ear | None = None

    def connection_made(self, transport) -> None:
        self._transport = transport
        self._journal.open += 1

    def connection_lost(self, _: Exception | None) -> None:
        self._journal.open -= 1
        if self._answering:
            self._answering.cancel()

    def data_received(self, data: bytes) -> None:
        if self._ear:
            self._ear.data_received(data)
            return
        self._buffer += data
        if b"\r\n\r\n" in self._buffer and re.search(rb"upgrade: *websocket", self._buffer, re.I):
            self._ear = Ear(self._transport)
            self._ear.data_received(self._buffer)
            return
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: *(\d+)", head, re.I)
        chunked = not length and re.search(rb"transfer-encoding: *chunked", head, re.I)
        is_whole = body.endswith(b"0\r\n\r\n") if chunked else len(body) >= int(length[1] if length else 0)
        if found and is_whole:
            self._buffer = b""
            self._answering = asyncio.create_task(self._answer(head.split(b" ", 2), body))

    async def _answer(self, request: list[bytes], body: bytes) -> None:
        method, path, began, how = request[0], request[1].decode(), time.monotonic(), "closed"
        try:
            if method == b"HEAD":
                self._transport.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n")
            else:
                await self._serve(path, body)
            how = "done"
        finally:
            self._journal.lines.append((self._number, path, how, began, time.monotonic()))

    async def _serve(self, path: str, body: bytes) -> None:
        if path.endswith("/transcriptions"):
            await asyncio.sleep(HEARING)
            self._send(json.dumps({"text": "I like to cook dinner for my family."}).encode(), "application/json")
        elif path.endswith("/completions"):
            await self._write()
        elif path.endswith("/speech"):
            wanted = json.loads(body)
            await self._speak(wanted["input"], wanted.get("response_format", "mp3"), path)
        else:
            journal = {"lines": self._journal.lines, "open": self._journal.open}
            self._send(json.dumps(journal).encode(), "application/json")

    async def _write(self) -> None:
        due = time.monotonic() + FIRST_TOKEN
        for number, chunk in enumerate(WORDS):
            await asyncio.sleep(due + number / TOKENS_A_SECOND - time.monotonic())
            self._stream(chunk, "text/event-stream" if not number else "")
        self._stream(b"".join(END))
        self._transport.write(b"0\r\n\r\n")

    async def _speak(self, text: str, kind: str, path: str) -> None:
        pace = SLOW if path.startswith("/slow") else FAST
        data, a_second = sound(text, "mp3" if kind == "mp3" else "wav")
        due = time.monotonic() + pace.first
        for at in range(0, len(data), PIECE_BYTES):
            await asyncio.sleep(due + at / a_second / pace.speed - time.monotonic())
            self._stream(data[at : at + PIECE_BYTES], f"audio/{kind}" if not at else "")
        self._transport.write(b"0\r\n\r\n")

    def _send(self, body: bytes, kind: str) -> None:
        head = f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {len(body)}\r\n\r\n"
        self._transport.write(head.encode() + body)

    def _stream(self, data: bytes, kind: str = "") -> None:
        head = f"HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ntransfer-encoding: chunked\r\n\r\n" if kind else ""
        self._transport.write(head.encode() + f"{len(data):x}\r\n".encode() + data + b"\r\n")


@contextmanager
def running():
    """The address of a process with these vendors."""
    process = subprocess.Popen([sys.executable, "-m", "tests.bench.vendors"], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    yield process.stdout.readline().strip()
    process.terminate()
    process.wait(10)


async def serve() -> None:
    journal = Journal()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(journal), "127.0.0.1", 0, backlog=1000)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    import uvloop

    uvloop.run(serve())
