"""Answers that no well-meaning server gives: cut, dripping, silent, packed, sent elsewhere."""

import asyncio
import zlib
from collections.abc import AsyncIterator, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.types import Receive, Scope, Send

GZIP = 31  # of the window sizes that zlib knows, the one that stands for a gzip file
TYPES = {"stt": "application/json", "llm": "text/event-stream", "tts": "audio/mpeg", "list": "application/json"}
DELTA = 'data: {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [{"index": 0, '
DELTA += '"delta": {"role": "assistant", "content": "That is "}, "finish_reason": null}]}\n\n'
BEGUN = {
    "stt": b'{"text": "I li',
    "llm": DELTA.encode(),
    "tts": b"\xff\xfb\x90\x64" + b"\0" * 5000,
    "list": b'{"data":',
}
DRIPS = {"stt": b" ", "llm": b": wait\n\n", "tts": b"\xff", "list": b" "}


class Misbehaviour(Response):
    """'reset', 'cut', 'drip', 'silence', 'gzip bomb', 'flood', 'redirect' or 'wrong content type'."""

    def __init__(self, kind: str, service: str, abort: Callable[[Any], None]) -> None:
        super().__init__()
        self.kind, self.service, self.abort = kind, service, abort

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self.kind == "reset":
            self.abort(scope["client"])
            return
        if self.kind == "silence":
            await _gone(Request(scope, receive))
            return
        await self._answer()(scope, receive, send)

    def _answer(self) -> Response:
        kind = TYPES[self.service]
        if self.kind == "redirect":
            return RedirectResponse("/elsewhere", 307)
        if self.kind == "gzip bomb":
            return StreamingResponse(bomb(), media_type=kind, headers={"content-encoding": "gzip"})
        if self.kind == "wrong content type":
            return Response("<html>Please log in to the hotel's network</html>", media_type="image/png")
        pieces = {"cut": self._cut, "drip": self._drip, "flood": self._flood}[self.kind]
        return StreamingResponse(pieces(), media_type=kind)

    async def _cut(self) -> AsyncIterator[bytes]:
        yield BEGUN[self.service]
        await asyncio.sleep(0.05)
        raise ConnectionAbortedError

    async def _drip(self) -> AsyncIterator[bytes]:
        while True:
            yield DRIPS[self.service]
            await asyncio.sleep(0.05)

    async def _flood(self) -> AsyncIterator[bytes]:
        while True:
            yield b" " * 65_536
            await asyncio.sleep(0.001)


async def bomb() -> AsyncIterator[bytes]:
    """200 KB that unpack to 200 MB, which nobody here holds at once: what the client holds is measured."""
    packed = zlib.compressobj(9, wbits=GZIP)
    for _ in range(100):
        yield packed.compress(bytes(2_000_000))
        await asyncio.sleep(0)
    yield packed.flush()


async def _gone(req: Request) -> None:
    """Wait until the client has left."""
    while not await req.is_disconnected():
        await asyncio.sleep(0.05)
