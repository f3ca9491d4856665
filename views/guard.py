"""What every request passes: the origin check for whatever changes something, and the security headers."""

import logging
import time
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .assets import content_security_policy

log = logging.getLogger(__name__)
SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "microphone=(self), camera=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}


class OriginGuard:
    """Refuses forms and sockets that another site sends with a signed-in student's cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            if not _is_own(HTTPConnection(scope), socket=True):
                await send({"type": "websocket.close", "code": 1008})  # before accept: HTTP 403
                return
        elif scope["type"] == "http" and scope["method"] not in SAFE_METHODS:
            if not _is_own(HTTPConnection(scope), socket=False):
                refused = PlainTextResponse("This form was sent from another site. Open TalkBuddy and try again.", 403)
                await refused(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _is_own(request: HTTPConnection, socket: bool) -> bool:
    """Browsers send Sec-Fetch-Site with forms, and Origin with every socket handshake; a tool may send neither."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and not socket:
        return site in ("same-origin", "none")
    if origin is None:
        return not socket
    own = {request.headers.get("host", ""), urlsplit(request.app.state.services.settings.base_url).netloc}
    return origin != "null" and urlsplit(origin).netloc in own


class SecurityHeaders:
    """On every answer, also on errors and static files; signed-in pages are not kept by caches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, path = time.perf_counter(), scope["path"]

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", content_security_policy())
                headers.setdefault("cache-control", "no-cache" if path.startswith("/static/") else "no-store")
                ms = (time.perf_counter() - began) * 1000
                log.info("%s %s %s %.0f ms", scope["method"], path, message["status"], ms)
            await send(message)

        await self._app(scope, receive, with_headers)
