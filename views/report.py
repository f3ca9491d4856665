"""The report of a session: praise, points, what was measured, the transcript; filled in as parts are ready."""

from fasthtml.common import *

from config.prices import AS_OF
from models import expense
from models import scenario as scenarios
from models import turn as turns
from models.scenario import SESSION_TYPES, Scenario
from models.session import Session
from models.turn import Turn

from . import access
from .bubbles import Said
from .feedback import Feedback, news
from .keeping import Delete, Exports
from .layout import labels, made_aside, page

ar = APIRouter()


@ar.get("/history/{session_id:int}")
async def report(req: Request):
    session, services = access.own_session(req), access.services(req)
    if session.is_active:
        return access.go_to(req, f"/conversation/{session.id}")
    scenario = scenarios.get(services.db, session.scenario_id)
    assert scenario is not None  # noqa: S101 - the foreign key guarantees it
    said = turns.of_session(services.db, session.id)
    return page(
        req,
        scenario.name,
        H1(str(scenario.name)),
        Facts(session, expense.of_session(services.db, session.id)),
        Feedback(session, services.reports.of(session.id), said, is_waiting(req, session)),
        await made_aside(Transcript, said, scenario.partner),
        Served(said),
        PractiseAgain(scenario),
        Exports(session),
        Delete(session),
        styles=("bubbles", "report"),
    )


@ar.get("/history/{session_id:int}/feedback")
async def feedback(req: Request):
    """What is new, asked for while the report is written, each part for its own place. Nothing new is 204."""
    session, services = access.own_session(req), access.services(req)
    found, said = services.reports.of(session.id), turns.of_session(services.db, session.id)
    new = news(session, found, said, is_waiting(req, session), req.query_params.get("seen", ""))
    if new is None:
        return Response(status_code=204)
    return *new, Facts(session, expense.of_session(services.db, session.id), hx_swap_oob="true")


@ar.post("/history/{session_id:int}/again")
async def again(req: Request):
    """Let a model try once more."""
    session = access.own_session(req)
    if not session.is_active and session.turn_count:
        access.services(req).reports.write(session)
    return access.go_to(req, f"/history/{session.id}")


def is_waiting(req: Request, session: Session) -> bool:
    return access.services(req).reports.is_being_written(session.id)


def Transcript(said: list[Turn], partner: str):
    return Details(
        Summary(H2("Transcript")),
        Ol(*(Said(turn, partner) for turn in said), cls="transcript"),
    )


def Served(said: list[Turn]):
    """Which providers heard, answered and spoke."""
    names = {
        "Your words came from": {str(turn.provider) for turn in said if turn.who == "student"},
        "The answers came from": {str(turn.provider) for turn in said if turn.who == "partner"},
        "The voice came from": {str(turn.voice) for turn in said if turn.voice},
    }
    known = labels() | {"scenario": "the scenario", "typed": "your keyboard"}
    rows = [
        Li(f"{what}: {', '.join(sorted(known.get(n, n) for n in found))}") for what, found in names.items() if found
    ]
    return Details(Summary(H2("Who served")), Ul(*rows)) if rows else None


def PractiseAgain(scenario: Scenario):
    return Form(
        Hidden(name="scenario_id", value=str(scenario.id)),
        Button("Practise again", type="submit"),
        method="post", action="/conversation", cls="again",
    )  # fmt: skip


def Facts(session: Session, cost: float | None, **kw):
    """The report's own cost is among them, so they are told anew with every part of it."""
    minutes, seconds = divmod(session.duration or 0, 60)
    answers = "1 answer" if session.turn_count == 1 else f"{session.turn_count or 0} answers"
    words = f"{SESSION_TYPES[session.session_type]} · {minutes}:{seconds:02} minutes · {answers} · {price(cost)}"
    return P(words, id="facts", **kw)


def price(cost: float | None) -> str:
    """What the vendors take for a session, in US dollars, from their list prices."""
    if cost is None:
        return "cost not known"
    return f"about ${cost:.4f} (list prices of {AS_OF})" if cost else "free of cost"
