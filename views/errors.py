"""Error pages: what happened, what to do, and an id that stands in the log."""

import logging
import secrets

from fasthtml.common import *
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware, RequestBodyLimitResponder
from starlette.requests import HTTPConnection, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from config.logs import where
from texts import N_, _, around

from .layout import page

log = logging.getLogger(__name__)
BROKEN = 1011  # the socket's code for an error of the server's
WORDS = {
    400: (N_("Not understood"), N_("We could not read what your browser sent. Go back and try again.")),
    403: (N_("Not yet"), N_("You may not open this page.")),
    404: (N_("Not found"), N_("There is no such page, or it is not yours.")),
    405: (N_("Not that way"), N_("This page cannot be opened like that. Go back and use the button.")),
    413: (N_("Too large"), N_("What you sent is too large. Go back and make it shorter.")),
}


class FormLimit(RequestBodyLimitMiddleware):
    """A form that is too large is not read. The 413 comes as an exception, and HANDLERS make a page of it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        await _WithPage(self.app, self.max_body_size)(scope, receive, send)


class _WithPage(RequestBodyLimitResponder):
    """Starlette would put two words of its own in the place of that page."""

    async def send_with_limit(self, message: Message) -> None:
        await self.send(message)


class Errors:
    """An error that nobody expected becomes a friendly page, and a line in the log with the same id."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def noting(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, noting)
        except Exception as error:
            if scope["type"] == "lifespan":
                raise
            await self._answer(scope, receive, send, logged(HTTPConnection(scope), error), has_begun)

    async def _answer(self, scope: Scope, receive: Receive, send: Send, number: str, has_begun: bool) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": BROKEN})
        elif not has_begun:
            await broken(Request(scope, receive), number)(scope, receive, send)


def logged(request: HTTPConnection, error: Exception) -> str:
    """Write the error's kind and place to the log; the id that it has there."""
    number = secrets.token_hex(4)
    log.error("unexpected error", extra={"fields": {"id": number, "path": request.url.path, **where(error)}})
    return number


def broken(req: Request, number: str) -> Response:
    title = _("Something went wrong")
    text = P(_("Something went wrong on our side. Nothing that you said is lost. Please try again."))
    report = _("If it happens again, tell who runs TalkBuddy this number: {number}")
    told = P(*around(report, number=Span(str(number), translate="no")))
    return page(req, title, H1(title), text, told, status=500)


def known(req: Request, exc: HTTPException) -> Response:
    title, text = map(_, WORDS[exc.status_code])
    detail = str(exc.detail) if exc.status_code == 403 and exc.detail != "Forbidden" else text
    return page(req, title, H1(title), P(detail), P(A(_("Go to the start"), href="/")), status=exc.status_code)


HANDLERS = dict.fromkeys(WORDS, known)
