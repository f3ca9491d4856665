"""The conversation room: start, talk, end."""

from fasthtml.common import *

from models import scenario as scenarios
from models import session as sessions
from models.scenario import Scenario
from models.session import AlreadyActive, Session
from services.problems import TooMany

from . import access
from .dashboard import in_use
from .layout import Chain, Notice, page
from .words import words_with

ar = APIRouter()


@ar.post("/conversation")
async def start(req: Request):
    user = access.require_verified(req)
    services = access.services(req)
    wanted, replace, *practised = await access.form_text(req, "scenario_id", "replace", "from_session", "point")
    scenario = scenarios.get(services.db, int(wanted)) if wanted.isdecimal() and len(wanted) < 18 else None
    if scenario is None:
        return page(req, "No such scenario", Notice("Please choose a scenario from the list.", Back()), status=422)
    try:
        await end_own(req, user.id, replace)
        session_id = services.sessions.start(user.id, scenario, practised_words(req, *practised))
    except AlreadyActive as active:
        return page(
            req, "Another conversation is open", OneAtATime(active.session_id, scenario, *practised), status=429
        )
    except TooMany as problem:
        return page(req, "That is all for today", Notice(str(problem), Back()), status=429)
    return access.go_to(req, f"/conversation/{session_id}")


def practised_words(req: Request, session_id: str, point: str) -> str | None:
    """The better words of a point in one of the student's own reports; what the form says is only where they stand."""
    services = access.services(req)
    if not (session_id.isdecimal() and len(session_id) < 18 and point.isdecimal() and len(point) < 3):
        return None
    session = sessions.owned(services.db, int(session_id), access.signed_in(req).id)
    coaching = services.reports.of(session.id).coaching if session else None
    return coaching.points[int(point)].better if coaching and int(point) < len(coaching.points) else None


async def end_own(req: Request, user_id: int, session_id: str) -> None:
    """End the open conversation that the student chose to give up for a new one."""
    services = access.services(req)
    active = sessions.active_of(services.db, user_id)
    if active and str(active.id) == session_id:
        await services.sessions.end(active.id, wait=False)


@ar.get("/conversation/{session_id:int}")
async def room(req: Request):
    session = access.own_session(req)
    access.require_verified(req)
    if not session.is_active:
        return access.go_to(req, f"/history/{session.id}")
    services = access.services(req)
    scenario = scenarios.get(services.db, session.scenario_id)
    assert scenario is not None  # noqa: S101 - the foreign key guarantees it
    content = Room(session, scenario, in_use(services, session.user_id))
    return page(req, scenario.name, content, scripts=("conversation.js",))


@ar.post("/conversation/{session_id:int}/end")
async def end(req: Request):
    session = access.own_session(req)
    await access.services(req).sessions.end(session.id, wait=False)
    return access.go_to(req, f"/history/{session.id}")


def Room(session: Session, scenario: Scenario, chain: dict[str, str]):
    return Div(
        RoomHead(scenario, chain, session.goal),
        Div(Ol(id="transcript", cls="transcript", tabindex="0"), cls="log", role="log", aria_label="Conversation"),
        Div(id="notices", cls="notices"),
        TalkPanel(session),
        BubbleTemplate(),
        NoticeTemplate(),
        Template(S(Span(" (given up)", cls="visually-hidden"), cls="given-up"), id="given-up"),
        Noscript(P("This room needs JavaScript. Please switch it on in your browser.", role="alert")),
        id="room", cls="room",
        data_socket=f"/ws/conversation/{session.id}",
        data_report=f"/history/{session.id}",
        data_words=words_with(str(scenario.partner)),
    )  # fmt: skip


def RoomHead(scenario: Scenario, chain: dict[str, str], goal: str | None):
    return Header(
        H1(str(scenario.name)),
        P(f"with {scenario.partner} · ", Time("0:00", id="clock")),
        P("Try to say words like ", Q(str(goal)), cls="goal") if goal else None,
        Chain(chain),
        cls="room-head",
    )


def TalkPanel(session: Session):
    return Section(
        P(Span("Connecting"), " ", Span(id="counter", aria_hidden="true"), id="phase", role="status"),
        P(id="partial", cls="partial", lang="en"),
        Meter(id="level", min="0", max="1", value="0", aria_label="Microphone level"),
        Button("Start talking", id="talk", cls="talk", type="button", aria_pressed="false"),
        Button("Stop the voice", id="interrupt", cls="secondary", type="button", hidden=True),
        Form(
            Label("Or type your answer", fr="typed-text"),
            Div(
                Input(id="typed-text", name="text", maxlength="2000", autocomplete="off", lang="en"),
                Button("Send", type="submit"),
                role="group",
            ),
            id="typed",
        ),
        Form(
            Button("End and get feedback", type="submit", cls="secondary outline"),
            id="end", method="post", action=f"/conversation/{session.id}/end",
        ),
        cls="talk-panel", aria_label="Your turn",
    )  # fmt: skip


def BubbleTemplate():
    return Template(Li(P(cls="who"), P(cls="text", lang="en"), P(cls="meta"), cls="bubble"), id="bubble")


def NoticeTemplate():
    act = Button(cls="act", type="button", hidden=True)
    close = Button("×", cls="close", type="button", aria_label="Close this note")
    return Template(Div(P(cls="text"), act, close, cls="notice", role="status"), id="notice")


def OneAtATime(active_id: int, scenario: Scenario, from_session: str, point: str):
    return Article(
        H1("Another conversation is open"),
        P("You can have one conversation at a time."),
        A("Continue the open one", href=f"/conversation/{active_id}", role="button"),
        Form(
            Hidden(name="scenario_id", value=str(scenario.id)),
            Hidden(name="replace", value=str(active_id)),
            Hidden(name="from_session", value=str(from_session)),
            Hidden(name="point", value=str(point)),
            Button(f"End it and start: {scenario.name}", cls="secondary"),
            method="post", action="/conversation",
        ),
        role="alert", cls="notice",
    )  # fmt: skip


def Back():
    return A("Back to the scenarios", href="/dashboard")
