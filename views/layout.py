"""The only frame: what stands around every page, and the components that several pages share."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

from fasthtml.common import *
from starlette.requests import Request
from starlette.responses import HTMLResponse

from config.providers import SERVICES, Service
from providers import factory
from services.lineup import NOBODY
from services.problems import TooMany
from texts import N_, _, around, spoken
from texts.catalogues import direction

from . import access
from .assets import HTMX, PICO
from .language import Languages
from .theme import Themes, theme_of

HTMX_CONFIG = (
    '{"allowEval":false,"includeIndicatorStyles":false,"allowScriptTags":false,"historyCacheSize":0,'
    '"selfRequestsOnly":true,"responseHandling":[{"code":"204","swap":false},{"code":".*","swap":true}]}'
)


def page(
    req: Request, title: str, *content, status: int = 200, styles: tuple[str, ...] = (), scripts: tuple[str, ...] = ()
) -> HTMLResponse:
    """A whole page. `styles` are its own style sheets under /static/css, `scripts` ES modules under /static/js."""
    found = html(req, title, content, (*STYLES, *styles), scripts)
    return HTMLResponse(to_xml((Doctype, found), indent=False), status_code=status)


async def made_aside(component: Callable[..., Any], *values: Any) -> NotStr:
    """A large component as HTML, made on a thread: to build one of two hundred turns takes 50 ms."""
    return NotStr(await asyncio.to_thread(lambda: to_xml(component(*values), indent=False)))


STYLES = ("theme", "frame", "app")
Doctype = NotStr("<!doctype html>")


def html(req: Request, title: str, content, styles: tuple[str, ...], scripts: tuple[str, ...]):
    theme = theme_of(req)
    return ft_hx(
        "html",
        Head(
            Title(f"{title} · TalkBuddy"),
            Meta(charset="utf-8"),
            Meta(
                name="description", content=_("Practise spoken English and job interviews with an AI talking partner.")
            ),
            Meta(name="viewport", content="width=device-width, initial-scale=1"),
            Meta(name="color-scheme", content=SCHEMES.get(theme, "light dark")),
            Meta(name="htmx-config", content=HTMX_CONFIG),
            Link(rel="icon", href="/static/icon.svg", type="image/svg+xml"),
            Link(rel="stylesheet", href=PICO.url, **PICO.attributes),
            *(Link(rel="stylesheet", href=f"/static/css/{style}.css") for style in styles),
            DarkColours(theme),
            Noscript(Link(rel="stylesheet", href="/static/css/noscript.css")),
            Script(src=HTMX.url, defer=True, **HTMX.attributes),
            Script(src="/static/js/busy.js", type="module"),
            *(Script(src=f"/static/js/{script}.js", type="module") for script in scripts),
        ),
        Body(
            A(_("Skip to the content"), href="#main", cls="skip"),
            SiteHeader(req),
            Main(*content, id="main", cls="container"),
            SiteFooter(theme),
        ),
        lang=spoken(),
        dir=direction(spoken()),
        data_theme=None if theme == "auto" else theme,
    )


SCHEMES = {"light": "light", "dark": "dark"}


def DarkColours(theme: str):
    """Not at all for who chose light; where the system decides, for dark systems only."""
    media = "(prefers-color-scheme: dark)" if theme == "auto" else None
    return None if theme == "light" else Link(rel="stylesheet", href="/static/css/dark.css", media=media)


def SiteHeader(req: Request):
    user = access.user_of(req)
    links = signed_in_links() if user else [A(_("Sign in"), href="/login"), A(_("Register"), href="/register")]
    brand = A(Strong("TalkBuddy"), href="/dashboard" if user else "/")
    return Header(Nav(Ul(Li(brand)), Ul(*map(Li, links)), aria_label=_("Main")), cls="container site-head")


def signed_in_links() -> list:
    return [
        A(_("Practise"), href="/dashboard"),
        A(_("History"), href="/history"),
        A(_("Progress"), href="/progress"),
        A(_("Settings"), href="/settings"),
        A(_("Account"), href="/account"),
        Form(Button(_("Sign out"), type="submit", cls="plain"), method="post", action="/logout"),
    ]


def SiteFooter(theme: str):
    words = Small("TalkBuddy · ", _("Your AI talking partner. Master English. Ace your interviews."))
    return Footer(words, Languages(), Themes(str(theme)), cls="container site-foot")


def Field(label: str, name: str, problem: str | None = None, hint: str | None = None, **kw):
    """A labelled input; what is wrong with it stands beside it."""
    id = kw.pop("id", name)
    notes = f"{id}-note" if problem or hint else None
    return Div(
        Label(str(label), fr=id),
        Input(id=id, name=name, aria_invalid="true" if problem else None, aria_describedby=notes, **kw),
        Small(str(problem or hint), id=notes, cls="field-error" if problem else None) if notes else None,
    )


def Notice(text: str, *more):
    return Div(Div(P(str(text)), *more, role="alert"), cls="card notice")


def notice_page(req: Request, title: str, text: str, *more, status: int = 200) -> HTMLResponse:
    """A page that says one thing."""
    return page(req, title, H1(title), Notice(text, *more), status=status)


def too_many(req: Request, title: str, problem: TooMany) -> HTMLResponse:
    """A limit was reached: the page says when to try again, and so does a header."""
    response = notice_page(req, title, str(problem), status=429)
    if problem.seconds:
        response.headers["retry-after"] = str(problem.seconds)
    return response


def labels() -> dict[str, str]:
    """What every provider is called, by its name."""
    return {provider.name: _(str(provider.label)) for service in SERVICES for provider in factory.known(service)}


# Who serves, as three short sentences: the name of a provider comes first.
ROLES = {"stt": N_("{name} hears"), "llm": N_("{name} answers"), "tts": N_("{name} speaks")}


def Chain(services: dict[Service, str]):
    """Who serves, read as a sentence: speech recognition, language model, voice."""
    known = labels() | {NOBODY: _("Nobody")}
    parts = [Serves(name, known.get(str(label), label)) for name, label in services.items()]
    return P(parts[0], " → ", parts[1], " → ", parts[2], id="chain", cls="chain", data_labels=json.dumps(known))


def Serves(service: Service, label: str):
    """Who serves now; the room's script adds who was given up."""
    given_up = Span(Span(_("given up:"), " ", cls="visually-hidden"), S(), cls="given-up")
    return Span(given_up, *around(_(ROLES[service]), name=Span(str(label), data_service=service)))
