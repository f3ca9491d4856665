"""The report of a session: praise, points, what was measured, the transcript; filled in as parts are ready."""

from fasthtml.common import *

from config.prices import AS_OF
from models import expense
from models import scenario as scenarios
from models import turn as turns
from models.scenario import SESSION_TYPES, Scenario
from models.session import Session
from models.turn import Turn
from texts import _, _n, around

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
        H1(str(scenario.name), lang="en"),
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
        Summary(H2(_("Transcript"))),
        Ol(*(Said(turn, partner) for turn in said), cls="transcript"),
    )


def Served(said: list[Turn]):
    """Which providers heard, answered and spoke."""
    served = {
        _("Your words came from: {names}"): {str(turn.provider) for turn in said if turn.who == "student"},
        _("The answers came from: {names}"): {str(turn.provider) for turn in said if turn.who == "partner"},
        _("The voice came from: {names}"): {str(turn.voice) for turn in said if turn.voice},
    }
    known = labels() | {"scenario": _("the scenario"), "typed": _("your keyboard")}
    rows = [
        Li(*around(told, names=", ".join(sorted(known.get(name, name) for name in names))))
        for told, names in served.items()
        if names
    ]
    return Details(Summary(H2(_("Who served"))), Ul(*rows)) if rows else None


def PractiseAgain(scenario: Scenario):
    return Form(
        Hidden(name="scenario_id", value=str(scenario.id)),
        Button(_("Practise again"), type="submit"),
        method="post", action="/conversation", cls="again",
    )  # fmt: skip


def Facts(session: Session, cost: float | None, **kw):
    """The report's own cost is among them, so they are told anew with every part of it."""
    minutes, seconds = divmod(session.duration or 0, 60)
    time = f"{minutes}:{seconds:02}"
    facts = (
        _(SESSION_TYPES[session.session_type]),
        _("{time} minutes", time=time),
        _n("{count} answer", "{count} answers", session.turn_count or 0),
        price(cost),
    )
    return P(" · ".join(facts), id="facts", **kw)


def price(cost: float | None) -> str:
    """What the vendors take for a session, in US dollars, from their list prices."""
    if cost is None:
        return _("cost not known")
    if not cost:
        return _("free of cost")
    dollars = f"${cost:.4f}"
    return _("about {price} (list prices of {month})", price=dollars, month=AS_OF)
