"""What a report says, in parts with an id each: one that stands there is not touched when others come."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fasthtml.common import *

from models.session import Session
from models.turn import Turn
from services.report.checks import Quote
from services.report.moments import moment
from services.report.parts import Coaching, Point, Problem, Report

from .corrections import Corrected, Corrections
from .layout import labels
from .measures import Lengths, Levels, Measures, Stories

PROBLEMS = {
    "no_model": "No language model read this conversation, so nobody judged your English. "
    "What you see was measured and counted. You can add a model in Settings.",
    "failed": "The language model did not answer. Your conversation is saved.",
    "nothing_held": "A language model read this conversation, but nothing that it wrote stood up to our checks. "
    "Your conversation is saved.",
}


@dataclass(frozen=True)
class Part:
    """`version` changes whenever the content does; `within` is the part that brings this one along."""

    id: str
    version: object
    content: list
    within: str = ""

    @property
    def name(self) -> str:
        return f"{self.id}-{self.version}"

    def element(self, **kw):
        return Div(*self.content, id=self.id, **kw)


def parts(session: Session, found: Report, said: list[Turn]) -> list[Part]:
    """All of a report in the order of the page; those that are not there yet are empty."""
    return [
        Part("points", which(found), Points(session, found, [turn for turn in said if turn.who == "student"])),
        Part("by", found.dropped if found.coaching else "nobody", By(found)),
        Part("measured", bool(found.measured), Measured(found)),
        Part("corrections", bool(found.corrections), Corrections(found.corrections)),
        Part("corrected", len(found.corrections), Corrected(found.corrections), within="corrections"),
        Part("levels", bool(found.rubric), Levels(found.rubric) if found.rubric else []),
        Part("stories", bool(found.star), Stories(found.star) if found.star else []),
    ]


def names(everything: list[Part]) -> str:
    return " ".join(part.name for part in everything)


def Feedback(session: Session, found: Report, said: list[Turn], waiting: bool):
    """What there is of the report; while more is coming, it asks for that."""
    everything = parts(session, found, said)
    points, by, *others = [part.element() for part in everything if not part.within]
    state = Div(*State(session, found, names(everything), waiting), id="state", role="status")
    return Section(H2("Feedback"), points, by, state, *others, id="feedback", cls="report")


def news(session: Session, found: Report, said: list[Turn], waiting: bool, seen: str) -> list | None:
    """Only what is not among the parts that were seen, for its own place in the page; None when nothing is new."""
    everything = parts(session, found, said)
    new = {part.id: part for part in everything if part.name not in seen.split()}
    if waiting and not new:
        return None
    state = State(session, found, names(everything), waiting)
    return state + [part.element(hx_swap_oob="true") for part in new.values() if part.within not in new]


def State(session: Session, found: Report, seen: str, waiting: bool) -> list:
    """Whether more is coming, and what to do when it is not. `seen` names the parts that the page has."""
    if waiting:
        wait = "We are measuring how you speak …" if found.measured is None else "A language model is reading …"
        address = f"/history/{session.id}/feedback?{urlencode({'seen': seen})}"
        polling = {"hx_get": address, "hx_trigger": "every 2s", "hx_swap": "outerHTML"}
        return [P(wait, Noscript(" ", A("Look again", href=f"/history/{session.id}")), **polling)]
    if found.problem is None and found.measured is not None or not session.turn_count:
        return []
    problem = found.problem or Problem("failed")
    left_out = f" We left out {statements(problem.dropped)}." if problem.dropped else ""
    again = Form(Button("Try again", cls="secondary"), method="post", action=f"/history/{session.id}/again")
    return [Div(P(PROBLEMS[problem.kind], left_out), again, cls="card notice")]


def which(found: Report) -> str:
    """Of the points: a model's, or what was counted, without or with what was measured."""
    return "coached" if found.coaching else "measured" if found.measured else "counted"


def Points(session: Session, found: Report, mine: list[Turn]) -> list:
    if found.coaching is None:
        return [P(*quoted(line)) for line in str(session.feedback or "").splitlines()]
    cards = (PointCard(session, number, point, mine) for number, point in enumerate(found.coaching.points))
    return [*Praise(found.coaching, mine), Ol(*cards, cls="points")]


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


def By(found: Report) -> list:
    if found.coaching is None:
        return []
    name = labels().get(str(found.by), str(found.by))
    left_out = f" We left out {statements(found.dropped)} that did not hold." if found.dropped else ""
    return [P(Small(f"Written by {name}. Every quote was checked against your words.{left_out}"))]


def Measured(found: Report) -> list:
    measured = found.measured
    return [*Measures(measured), *Lengths(measured.lengths)] if measured else []


def statements(count: int) -> str:
    return "1 statement" if count == 1 else f"{count} statements"


def quoted(line: str) -> list:
    """A line of feedback; what it quotes stands in <q>."""
    parts = line.replace("“", '"').replace("”", '"').split('"')
    return [Q(part) if index % 2 else part for index, part in enumerate(parts)]
