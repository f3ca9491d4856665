"""The history: every conversation, and the student's own recordings."""

from urllib.parse import urlencode

from fasthtml.common import *

from models import session as sessions
from models import turn as turns
from models.scenario import SESSION_TYPES
from models.session import Listed
from texts import N_, _, _n

from . import access
from .layout import page

ar = APIRouter()
PER_PAGE = 20


@ar.get("/history")
async def history(req: Request):
    user, number, kind = access.signed_in(req), page_number(req), wanted_type(req)
    found = sessions.history(access.services(req).db, user.id, PER_PAGE + 1, (number - 1) * PER_PAGE, kind)
    empty = P(_("No conversation here yet."), " ", A(_("Start one"), href="/dashboard"))
    listed = Ul(*map(Line, found[:PER_PAGE]), cls="history") if found else empty
    pages = Pages(number, len(found) > PER_PAGE, kind)
    return page(req, _("History"), H1(_("Your conversations")), Filter(kind), listed, pages)


@ar.get("/recordings/{turn_id:int}")
async def recording(req: Request):
    services, turn_id = access.services(req), req.path_params["turn_id"]
    user = access.signed_in(req)
    found = turns.recording_of(services.db, turn_id, user.id)
    if found is None or not services.recordings.path(found).is_file():
        raise HTTPException(404)
    return FileResponse(services.recordings.path(found), media_type=found.mime)


def Line(listed: Listed):
    kind = _(SESSION_TYPES[listed.session_type])
    answers = _n("{count} answer", "{count} answers", listed.turn_count or 0)
    said = answers if listed.status == "completed" else _("still open")
    day = Time(f"{listed.created_at} UTC", datetime=f"{listed.created_at}Z", translate="no")
    return Li(A(str(listed.name), href=f"/history/{listed.id}", lang="en"), " · ", kind, " · ", said, " · ", day)


def Filter(kind: str):
    """Which conversations are listed: all, or those of one track."""
    tracks = {"": N_("All"), **SESSION_TYPES}
    links = [
        Li(A(_(label), href=address(1, name), aria_current="true" if name == kind else None))
        for name, label in tracks.items()
    ]
    return Nav(Ul(*links), aria_label=_("Which conversations"))


def Pages(number: int, has_more: bool, kind: str):
    newer = A(_("Newer"), href=address(number - 1, kind)) if number > 1 else None
    older = A(_("Older"), href=address(number + 1, kind)) if has_more else None
    return Nav(newer, older, aria_label=_("Pages")) if newer or older else None


def address(number: int, kind: str) -> str:
    return "/history?" + urlencode({"type": kind, "page": number})


def wanted_type(req: Request) -> str:
    """The track in the address; '' is all of them, and so is one that there is not."""
    kind = req.query_params.get("type", "")
    return kind if kind in SESSION_TYPES else ""


def page_number(req: Request) -> int:
    text = req.query_params.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1
