"""Dark, light or as the system has it: a choice that a cookie keeps, so that a page comes in its colours at once."""

from urllib.parse import urlsplit

from fasthtml.common import *
from starlette.requests import Request
from starlette.routing import Match

from texts import N_, _

from . import access

ar = APIRouter()
COOKIE = "talkbuddy-theme"
THEMES = {"auto": N_("Automatic"), "light": N_("Light"), "dark": N_("Dark")}


@ar.post("/theme")
async def choose(req: Request):
    (wanted,) = await access.form_text(req, "theme")
    answer = access.go_to(req, page_before(req))
    if wanted in THEMES:
        secure = access.services(req).settings.is_https
        answer.set_cookie(COOKIE, wanted, max_age=access.KNOWN_DAYS * 24 * 3600, samesite="lax", secure=secure)
    return answer


def page_before(req: Request) -> str:
    """Where the form was sent from, if that is a page of ours; some stand at addresses that only forms are sent to."""
    before = urlsplit(req.headers.get("referer", ""))
    asked = {"type": "http", "method": "GET", "path": before.path, "root_path": ""}
    if not any(route.matches(asked)[0] is Match.FULL for route in req.app.routes):
        return "/"
    return f"{before.path}?{before.query}" if before.query else before.path


def theme_of(req: Request) -> str:
    wanted = req.cookies.get(COOKIE, "auto")
    return wanted if wanted in THEMES else "auto"


def Themes(chosen: str):
    """Three buttons; the pressed one is what is chosen."""
    buttons = (
        Button(_(label), name="theme", value=theme, aria_pressed="true" if theme == chosen else "false", cls="theme")
        for theme, label in THEMES.items()
    )
    return Form(Fieldset(Legend(_("Colours")), *buttons), method="post", action="/theme", cls="themes")
