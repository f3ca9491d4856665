"""What a report says, in parts with an id each: one that stands there is not touched when others come."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fasthtml.common import *

from models.session import Session
from models.turn import Turn
from services.report.checks import Quote
from services.report.moments import moment
from services.report.parts import Coaching, Point, Problem, Report
from texts import N_, _, _n, around

from .corrections import Corrected, Corrections
from .layout import labels
from .measures import Lengths, Levels, Measures, Stories

PROBLEMS = {
    "no_model": N_(
        "No language model read this conversation, so nobody judged your English. "
        "What you see was measured and counted. You can add a model in Settings."
    ),
    "failed": N_("The language model did not answer. Your conversation is saved."),
    "nothing_held": N_(
        "A language model read this conversation, but nothing that it wrote stood up to our checks. "
        "Your conversation is saved."
    ),
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
    return Section(H2(_("Feedback")), points, by, state, *others, id="feedback", cls="report")


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
        measuring, reading = _("We are measuring how you speak …"), _("A language model is reading …")
        wait = measuring if found.measured is None else reading
        address = f"/history/{session.id}/feedback?{urlencode({'seen': seen})}"
        polling = {"hx_get": address, "hx_trigger": "every 2s", "hx_swap": "outerHTML"}
        return [P(wait, Noscript(" ", A(_("Look again"), href=f"/history/{session.id}")), **polling)]
    if found.problem is None and found.measured is not None or not session.turn_count:
        return []
    problem = found.problem or Problem("failed")
    left_out = _n("We left out {count} statement.", "We left out {count} statements.", problem.dropped)
    again = Form(Button(_("Try again"), cls="secondary"), method="post", action=f"/history/{session.id}/again")
    return [Div(P(_(PROBLEMS[problem.kind]), f" {left_out}" if problem.dropped else ""), again, cls="card notice")]


def which(found: Report) -> str:
    """Of the points: a model's, or what was counted, without or with what was measured."""
    return "coached" if found.coaching else "measured" if found.measured else "counted"


def Points(session: Session, found: Report, mine: list[Turn]) -> list:
    if found.coaching is None:
        return [P(*quoted(line), lang="en") for line in str(session.feedback or "").splitlines()]
    cards = (PointCard(session, number, point, mine) for number, point in enumerate(found.coaching.points))
    return [*Praise(found.coaching, mine), Ol(*cards, cls="points")]


def Praise(coaching: Coaching, mine: list[Turn]) -> list:
    if coaching.praise is None:
        return []
    quote = coaching.praise.quote
    return [
        P(str(coaching.praise.text), cls="headline", lang="en"),
        Figure(Blockquote(str(quote.text), lang="en"), Moment(mine, quote, _("Your recording of this moment"))),
    ]


def PointCard(session: Session, number: int, point: Point, mine: list[Turn]):
    return Li(
        H3(_("Point {number}", number=number + 1)),
        P(*around(_("You said: {words}"), words=Q(str(point.quote.text), lang="en"))),
        Moment(mine, point.quote, _("Your recording of point {number}", number=number + 1)),
        P(*around(_("Better: {words}"), words=Strong(str(point.better), lang="en"))),
        P(str(point.why), lang="en"),
        Form(
            Hidden(name="scenario_id", value=str(session.scenario_id)),
            Hidden(name="from_session", value=str(session.id)),
            Hidden(name="point", value=str(number)),
            Button(
                _("Practise this"), aria_label=_("Practise this: point {number}", number=number + 1), cls="outline"
            ),
            method="post", action="/conversation",
        ),
    )  # fmt: skip


def Moment(mine: list[Turn], quote: Quote, label: str):
    """The student's own recording of these words; of the whole answer where it is not known when they were said."""
    turn = mine[quote.answer - 1] if quote.answer <= len(mine) else None
    if turn is None or not turn.recording:
        return None
    at = moment(turn, str(quote.text))
    fragment = f"#t={at[0]:.1f},{at[1]:.1f}" if at else ""
    return Audio(src=f"/recordings/{turn.id}{fragment}", controls=True, preload="none", aria_label=str(label))


def By(found: Report) -> list:
    if found.coaching is None:
        return []
    name = labels().get(str(found.by), str(found.by))
    written = _("Written by {name}. Every quote was checked against your words.", name=name)
    left_out = _n(
        "We left out {count} statement that did not hold.",
        "We left out {count} statements that did not hold.",
        found.dropped,
    )
    return [P(Small(f"{written} {left_out}" if found.dropped else written))]


def Measured(found: Report) -> list:
    measured = found.measured
    return [*Measures(measured), *Lengths(measured.lengths)] if measured else []


def quoted(line: str) -> list:
    """A line of feedback; what it quotes stands in <q>."""
    parts = line.replace("“", '"').replace("”", '"').split('"')
    return [Q(part) if index % 2 else part for index, part in enumerate(parts)]
