"""One line in the log for each request and each socket: no query string, no whole address, no content."""

import logging
import time

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .network import shortened

log = logging.getLogger(__name__)


class RequestLog:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 0

        async def noting(message: Message) -> None:
            nonlocal status
            status = _status(message) or status
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            log.info("request", extra={"fields": _fields(scope, status, time.perf_counter() - began)})


def _status(message: Message) -> int | None:
    """What the answer says of itself; for a socket that was opened 101, then the code it is closed with."""
    match message["type"]:
        case "http.response.start":
            return message["status"]
        case "websocket.accept":
            return 101
        case "websocket.close":
            return message.get("code", 1000)


def _fields(scope: Scope, status: int, seconds: float) -> dict[str, object]:
    return {
        "method": scope.get("method", "SOCKET"),
        "path": scope["path"],
        "status": status,
        "ms": round(seconds * 1000, 1),
        "from": shortened(HTTPConnection(scope)),
    }
