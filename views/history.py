"""The history: every conversation, its transcript, its feedback and the student's own recordings."""

from fasthtml.common import *

from config.prices import AS_OF
from models import scenario as scenarios
from models import session as sessions
from models import turn as turns
from models.scenario import SESSION_TYPES
from models.session import Listed, Session
from models.turn import Turn

from . import access
from .layout import page

ar = APIRouter()
PER_PAGE = 20


@ar.get("/history")
async def history(req: Request):
    user, number = access.signed_in(req), page_number(req)
    found = sessions.history(access.services(req).db, user.id, PER_PAGE + 1, (number - 1) * PER_PAGE)
    empty = P("No conversation yet. ", A("Start one", href="/dashboard"))
    listed = Ul(*map(Line, found[:PER_PAGE]), cls="history") if found else empty
    return page(req, "History", H1("Your conversations"), listed, Pages(number, len(found) > PER_PAGE))


@ar.get("/history/{session_id:int}")
async def report(req: Request):
    session, services = access.own_session(req), access.services(req)
    if session.is_active:
        return access.go_to(req, f"/conversation/{session.id}")
    scenario = scenarios.get(services.db, session.scenario_id)
    assert scenario is not None  # noqa: S101 - the foreign key guarantees it
    return page(
        req,
        scenario.name,
        H1(str(scenario.name)),
        P(facts(session, turns.cost_of_session(services.db, session.id))),
        Feedback(session, services.sessions.is_being_written(session.id)),
        H2("Transcript"),
        Ol(*(Said(turn, scenario.partner) for turn in turns.of_session(services.db, session.id)), cls="transcript"),
        P(A("Practise again", href="/dashboard", role="button")),
    )


@ar.get("/history/{session_id:int}/feedback")
async def feedback(req: Request):
    """A fragment: the feedback alone, asked for while a model still writes it."""
    session = access.own_session(req)
    return Feedback(session, access.services(req).sessions.is_being_written(session.id))


@ar.get("/recordings/{turn_id:int}")
async def recording(req: Request):
    services, turn_id = access.services(req), req.path_params["turn_id"]
    user = access.signed_in(req)
    found = turns.recording_of(services.db, turn_id, user.id)
    if found is None or not services.recordings.path(found).is_file():
        raise HTTPException(404)
    return FileResponse(services.recordings.path(found), media_type=found.mime)


def Line(listed: Listed):
    kind = SESSION_TYPES[listed.session_type]
    said = f"{listed.turn_count or 0} answers" if listed.status == "completed" else "still open"
    day = Time(f"{listed.created_at} UTC", datetime=f"{listed.created_at}Z")
    return Li(A(str(listed.name), href=f"/history/{listed.id}"), " · ", kind, " · ", said, " · ", day)


def Pages(number: int, has_more: bool):
    newer = A("Newer", href=f"/history?page={number - 1}") if number > 1 else None
    older = A("Older", href=f"/history?page={number + 1}") if has_more else None
    return Nav(newer, older, aria_label="Pages") if newer or older else None


def Feedback(session: Session, is_being_written: bool):
    """Asks for itself again while a model still writes it; what was counted stands there from the start."""
    again = {"hx_get": f"/history/{session.id}/feedback", "hx_trigger": "every 2s", "hx_swap": "outerHTML"}
    by = "Counted from what you said." if session.feedback_by == "counted" else f"Written by {session.feedback_by}."
    return Section(
        H2("Feedback"),
        *(P(*quoted(line)) for line in str(session.feedback or "").splitlines()),
        P(Small(by)),
        P("Your partner is still writing more …", role="status") if is_being_written else None,
        id="feedback",
        **(again if is_being_written else {}),
    )


def Said(turn: Turn, partner: str):
    is_student = turn.who == "student"
    sound = Audio(src=f"/recordings/{turn.id}", controls=True, preload="none") if turn.recording else None
    return Li(
        P("You" if is_student else str(partner), cls="who"),
        P(Q(str(turn.text)) if is_student else str(turn.text), cls="text", lang="en"),
        sound,
        cls=f"bubble {turn.who}",
    )


def quoted(line: str) -> list:
    """A line of feedback; what it quotes stands in <q>."""
    parts = line.replace("“", '"').replace("”", '"').split('"')
    return [Q(part) if index % 2 else part for index, part in enumerate(parts)]


def facts(session: Session, cost: float | None) -> str:
    minutes, seconds = divmod(session.duration or 0, 60)
    length = f"{minutes}:{seconds:02} minutes · {session.turn_count or 0} answers"
    return f"{SESSION_TYPES[session.session_type]} · {length} · {price(cost)}"


def price(cost: float | None) -> str:
    """What the vendors take for a session, in US dollars, from their list prices."""
    if cost is None:
        return "cost not known"
    return f"about ${cost:.4f} (list prices of {AS_OF})" if cost else "free of cost"


def page_number(req: Request) -> int:
    text = req.query_params.get("page", "1")
    return max(1, int(text)) if text.isdecimal() and len(text) < 9 else 1
