"""The interface's language: a choice that a cookie keeps; before one is made, what the browser asks for."""

from fasthtml.common import *
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from texts import _, speak, spoken
from texts.catalogues import best, own_name, translations

from . import access
from .theme import page_before

ar = APIRouter()
COOKIE = "talkbuddy-language"
MOST = 20  # of the languages that a browser asks for


class Language:
    """Everything behind it, pages and conversations alike, is said in the reader's language."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            speak(language_of(HTTPConnection(scope)))
        await self._app(scope, receive, send)


def language_of(asking: HTTPConnection) -> str:
    chosen = asking.cookies.get(COOKIE, "")
    return chosen if chosen in translations() else best(asked_for(asking.headers.get("accept-language", "")))


def asked_for(header: str) -> list[str]:
    """The languages of an Accept-Language header, the dearest first (RFC 9110, 12.5.4)."""
    found = []
    for part in header.split(",", MOST)[:MOST]:
        code, _semicolon, weight = part.strip().partition(";q=")
        found.append((_number(weight), code.strip()))
    return [code for weight, code in sorted(found, key=lambda each: -each[0]) if code and weight > 0]


def _number(weight: str) -> float:
    try:
        return float(weight or 1)
    except ValueError:
        return 0.0


@ar.post("/language")
async def choose(req: Request):
    (wanted,) = await access.form_text(req, "language")
    answer = access.go_to(req, page_before(req))
    if wanted in translations():
        secure = access.services(req).settings.is_https
        answer.set_cookie(COOKIE, wanted, max_age=access.KNOWN_DAYS * 24 * 3600, samesite="lax", secure=secure)
    return answer


def Languages():
    """One button for each language, by its own name; nothing while there is only one."""
    if len(translations()) == 1:
        return None
    buttons = (
        Button(
            own_name(code), name="language", value=code, lang=code, cls="theme",
            aria_pressed="true" if code == spoken() else "false",
        )
        for code in translations()
    )  # fmt: skip
    return Form(Fieldset(Legend(_("Language")), *buttons), method="post", action="/language", cls="themes")
