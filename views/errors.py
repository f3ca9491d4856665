"""Error pages: what happened, what to do, and an id that stands in the log."""

import logging
import secrets

from fasthtml.common import *
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from .layout import page

log = logging.getLogger(__name__)
WORDS = {
    403: ("Not yet", "You may not open this page."),
    404: ("Not found", "There is no such page, or it is not yours."),
    405: ("Not that way", "This page cannot be opened like that. Go back and use the button."),
    413: ("Too large", "What you sent is too large."),
}


def known(req: Request, exc: HTTPException) -> Response:
    title, text = WORDS[exc.status_code]
    detail = str(exc.detail) if exc.status_code == 403 and exc.detail != "Forbidden" else text
    return page(req, title, H1(title), P(detail), P(A("Go to the start", href="/")), status=exc.status_code)


def unknown(req: Request, exc: Exception) -> Response:
    number = secrets.token_hex(4)
    log.error("error %s: %s in %s %s", number, type(exc).__name__, req.method, req.url.path)
    text = P("Something went wrong on our side. Nothing that you said is lost. Please try again.")
    return page(req, "Something went wrong", H1("Something went wrong"), text, P(f"Error {number}"), status=500)


HANDLERS = {**dict.fromkeys(WORDS, known), 500: unknown}
