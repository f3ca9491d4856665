"""What every request passes: the name it is addressed to, where it comes from, and the security headers."""

from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from config.settings import LOOPBACK, Settings
from texts import N_, _

from .assets import content_security_policy

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "microphone=(self), camera=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
    "x-frame-options": "DENY",
}
HSTS = "max-age=31536000"
WRONG_HOST = N_("TalkBuddy does not answer to this name. Whoever runs it sets the name in BASE_URL.")
WRONG_ORIGIN = N_("This form was sent from another site. Open TalkBuddy and try again.")


class TrustedHost:
    """Answers only to the name in BASE_URL and to this machine's own: no other site's name can be pointed here."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            request = HTTPConnection(scope)
            if _name(request.headers.get("host", "")) not in _settings(request).host_names:
                await _refuse(scope, receive, send, PlainTextResponse(_(WRONG_HOST), 400))
                return
        await self._app(scope, receive, send)


class OriginGuard:
    """Refuses forms and sockets that another site sends with a signed-in student's cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_socket = scope["type"] == "websocket"
        if is_socket or (scope["type"] == "http" and scope["method"] not in SAFE_METHODS):
            if not _is_own(HTTPConnection(scope), is_socket):
                await _refuse(scope, receive, send, PlainTextResponse(_(WRONG_ORIGIN), 403))
                return
        await self._app(scope, receive, send)


async def _refuse(scope: Scope, receive: Receive, send: Send, answer: PlainTextResponse) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})  # before accept: HTTP 403
    else:
        await answer(scope, receive, send)


def _is_own(request: HTTPConnection, socket: bool) -> bool:
    """Browsers send Sec-Fetch-Site with forms, and Origin with every socket handshake; a tool may send neither."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None and not socket:
        return site in ("same-origin", "none")
    if origin is None:
        return not socket
    settings = _settings(request)
    if settings.is_https and not origin.startswith("https://") and _name(urlsplit(origin).netloc) not in LOOPBACK:
        return False
    return urlsplit(origin).netloc in {request.headers.get("host", ""), urlsplit(settings.base_url).netloc}


def _settings(request: HTTPConnection) -> Settings:
    return request.app.state.services.settings


def _name(host: str) -> str:
    """The name in 'name:port'; '' where there is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


class SecurityHeaders:
    """On every answer, also on errors and static files; pages are not kept by caches."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(scope, MutableHeaders(scope=message))
            await send(message)

        await self._app(scope, receive, with_headers)

    def _add(self, scope: Scope, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("content-security-policy", content_security_policy())
        headers.setdefault("cache-control", "no-cache" if scope["path"].startswith("/static/") else "no-store")
        if _settings(HTTPConnection(scope)).is_https:
            headers.setdefault("strict-transport-security", HSTS)
