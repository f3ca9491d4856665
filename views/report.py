"""The report of a session: praise, points, what was measured, the transcript; filled in as parts are ready."""

from fasthtml.common import *

from config.prices import AS_OF
from models import expense
from models import scenario as scenarios
from models import turn as turns
from models.scenario import SESSION_TYPES, Scenario
from models.session import Session
from models.turn import Turn
from services.report.checks import Quote
from services.report.moments import moment
from services.report.parts import Coaching, Point, Problem, Report

from . import access
from .bubbles import Said
from .corrections import Corrections
from .keeping import Delete, Exports
from .layout import labels, made_aside, page
from .measures import Lengths, Levels, Measures, Stories

ar = APIRouter()
PROBLEMS = {
    "no_model": "No language model read this conversation, so nobody judged your English. "
    "What you see was measured and counted. You can add a model in Settings.",
    "failed": "The language model did not answer. Your conversation is saved.",
    "nothing_held": "A language model read this conversation, but nothing that it wrote stood up to our checks. "
    "Your conversation is saved.",
}


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
        P(facts(session, expense.of_session(services.db, session.id))),
        Feedback(req, session, said),
        await made_aside(Transcript, said, scenario.partner),
        Served(said),
        PractiseAgain(scenario),
        Exports(session),
        Delete(session),
        styles=("bubbles", "report"),
    )


@ar.get("/history/{session_id:int}/feedback")
async def feedback(req: Request):
    """A fragment, asked for while the report is written. Nothing new is 204, so that sound that plays goes on."""
    session, services = access.own_session(req), access.services(req)
    if is_waiting(req, session) and req.query_params.get("seen") == parts_there(services.reports.of(session.id)):
        return Response(status_code=204)
    return Feedback(req, session, turns.of_session(services.db, session.id))


@ar.post("/history/{session_id:int}/again")
async def again(req: Request):
    """Let a model try once more."""
    session = access.own_session(req)
    if not session.is_active and session.turn_count:
        access.services(req).reports.write(session)
    return access.go_to(req, f"/history/{session.id}")


def is_waiting(req: Request, session: Session) -> bool:
    return access.services(req).reports.is_being_written(session.id)


def parts_there(found: Report) -> str:
    parts = {"m": found.measured, "c": found.coaching, "r": found.rubric, "s": found.star}
    return "".join([*(name for name, part in parts.items() if part), str(len(found.corrections))])


def Feedback(req: Request, session: Session, said: list[Turn]):
    """Asks for itself again while the report is written; what was counted stands there from the start."""
    found, waiting = access.services(req).reports.of(session.id), is_waiting(req, session)
    address = f"/history/{session.id}/feedback?seen={parts_there(found)}"
    polling = {"hx_get": address, "hx_trigger": "every 2s", "hx_swap": "outerHTML"}
    mine = [turn for turn in said if turn.who == "student"]
    return Section(
        H2("Feedback"),
        *(Coached(found, session, mine) if found.coaching else Counted(session)),
        State(session, found, waiting),
        *(Measures(found.measured) if found.measured else []),
        Corrections(found.corrections),
        Levels(found.rubric) if found.rubric and found.rubric.aspects else None,
        Stories(found.star) if found.star else None,
        Lengths(found.measured.lengths) if found.measured and found.measured.lengths else None,
        id="feedback", cls="report",
        **(polling if waiting else {}),
    )  # fmt: skip


def Counted(session: Session) -> list:
    return [P(*quoted(line)) for line in str(session.feedback or "").splitlines()]


def Coached(found: Report, session: Session, mine: list[Turn]) -> list:
    coaching = found.coaching
    if coaching is None:
        return []
    return [
        *Praise(coaching, mine),
        Ol(*(PointCard(session, number, point, mine) for number, point in enumerate(coaching.points)), cls="points"),
        By(found),
    ]


def Praise(coaching: Coaching, mine: list[Turn]) -> list:
    if coaching.praise is None:
        return []
    quote = coaching.praise.quote
    return [
        P(str(coaching.praise.text), cls="headline"),
        Figure(Blockquote(str(quote.text), lang="en"), Moment(mine, quote, "this moment")),
    ]


def PointCard(session: Session, number: int, point: Point, mine: list[Turn]):
    return Li(
        H3(f"Point {number + 1}"),
        P("You said: ", Q(str(point.quote.text), lang="en")),
        Moment(mine, point.quote, f"point {number + 1}"),
        P("Better: ", Strong(str(point.better), lang="en")),
        P(str(point.why)),
        Form(
            Hidden(name="scenario_id", value=str(session.scenario_id)),
            Hidden(name="from_session", value=str(session.id)),
            Hidden(name="point", value=str(number)),
            Button("Practise this", aria_label=f"Practise this: point {number + 1}", cls="outline"),
            method="post", action="/conversation",
        ),
    )  # fmt: skip


def Moment(mine: list[Turn], quote: Quote, of: str):
    """The student's own recording of these words; of the whole answer where it is not known when they were said."""
    turn = mine[quote.answer - 1] if quote.answer <= len(mine) else None
    if turn is None or not turn.recording:
        return None
    at = moment(turn, str(quote.text))
    fragment = f"#t={at[0]:.1f},{at[1]:.1f}" if at else ""
    return Audio(
        src=f"/recordings/{turn.id}{fragment}", controls=True, preload="none", aria_label=f"Your recording of {of}"
    )


def By(found: Report):
    name = labels().get(str(found.by), str(found.by))
    left_out = f" We left out {statements(found.dropped)} that did not hold." if found.dropped else ""
    return P(Small(f"Written by {name}. Every quote was checked against your words.{left_out}"))


def State(session: Session, found: Report, waiting: bool):
    """Whether more is coming, and what to do when it is not."""
    if waiting:
        wait = "We are measuring how you speak …" if found.measured is None else "A language model is reading …"
        return P(wait, role="status")
    if found.problem is None and found.measured is not None or not session.turn_count:
        return None
    problem = found.problem or Problem("failed")
    left_out = f" We left out {statements(problem.dropped)}." if problem.dropped else ""
    again = Form(Button("Try again", cls="secondary"), method="post", action=f"/history/{session.id}/again")
    return Div(P(PROBLEMS[problem.kind], left_out), again, cls="card notice")


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


def statements(count: int) -> str:
    return "1 statement" if count == 1 else f"{count} statements"


def quoted(line: str) -> list:
    """A line of feedback; what it quotes stands in <q>."""
    parts = line.replace("“", '"').replace("”", '"').split('"')
    return [Q(part) if index % 2 else part for index, part in enumerate(parts)]


def facts(session: Session, cost: float | None) -> str:
    minutes, seconds = divmod(session.duration or 0, 60)
    answers = "1 answer" if session.turn_count == 1 else f"{session.turn_count or 0} answers"
    return f"{SESSION_TYPES[session.session_type]} · {minutes}:{seconds:02} minutes · {answers} · {price(cost)}"


def price(cost: float | None) -> str:
    """What the vendors take for a session, in US dollars, from their list prices."""
    if cost is None:
        return "cost not known"
    return f"about ${cost:.4f} (list prices of {AS_OF})" if cost else "free of cost"
