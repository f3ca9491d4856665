"""The conversation room: start, talk, end."""

from dataclasses import replace

from fasthtml.common import *

from models import preference
from models import scenario as scenarios
from models import session as sessions
from models import turn as turns
from models.scenario import Scenario
from models.session import Aim, AlreadyActive, Session
from services import levels, typed
from services.problems import TooMany
from texts import _, around

from . import access
from .dashboard import in_use
from .layout import made_aside, notice_page, page
from .practice import room_data
from .room import Room, Shown
from .soundcheck import has_checked, where_sound_goes
from .theme import theme_of

ar = APIRouter()
LONGEST_ANSWER = 2000


@ar.post("/conversation")
async def start(req: Request):
    user = access.require_verified(req)
    services = access.services(req)
    wanted, given_up, level, *practised = await access.form_text(
        req, "scenario_id", "replace", "level", "from_session", "point"
    )
    scenario = scenarios.get(services.db, int(wanted)) if wanted.isdecimal() and len(wanted) < 18 else None
    if scenario is None:
        return notice_page(req, _("No such scenario"), _("Please choose a scenario from the list."), Back(), status=422)
    try:
        await end_own(req, user.id, given_up)
        aim = Aim(practised_words(req, *practised), chosen_level(req, level))
        session_id = services.sessions.start(user.id, scenario, aim)
    except AlreadyActive as active:
        question = OneAtATime(active.session_id, scenario, level, *practised)
        return page(req, _("Another conversation is open"), question, status=429)
    except TooMany as problem:
        return notice_page(req, _("That is all for today"), str(problem), Back(), status=429)
    return access.go_to(req, f"/conversation/{session_id}")


def chosen_level(req: Request, level: str) -> str | None:
    """The level of the form, remembered for the next time; None stands for the scenario's own."""
    if level not in levels.LEVELS:
        return None
    db, user = access.services(req).db, access.signed_in(req)
    preference.put(db, user.id, replace(preference.of_user(db, user.id), level=level))
    return level


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
    return await room_page(req, session)


@ar.post("/conversation/{session_id:int}/say")
async def say(req: Request):
    """A typed answer where no script runs: the page comes back when the partner has answered."""
    session, services = access.own_session(req), access.services(req)
    access.require_verified(req)
    if not session.is_active:
        return access.go_to(req, f"/history/{session.id}")
    (text,) = await access.form_text(req, "text")
    words = " ".join(text.replace("\0", "").split())[:LONGEST_ANSWER]
    if not words:
        return await room_page(req, session, problem=_("Please type your answer first."), status=422)
    problem = await typed.say(services.rooms, session, words)
    if problem:
        return await room_page(req, session, words, problem, status=503)
    return access.go_to(req, f"/conversation/{session.id}#typed-text")


async def room_page(req: Request, session: Session, text: str = "", problem: str = "", status: int = 200):
    services = access.services(req)
    scenario = scenarios.get(services.db, session.scenario_id)
    assert scenario is not None  # noqa: S101 - the foreign key guarantees it
    shown = Shown(
        session,
        scenario,
        turns.of_session(services.db, session.id),
        in_use(services, session.user_id),
        where_sound_goes(services, session.user_id),
        theme_of(req),
        has_checked(req),
        room_data(req, session),
        req.headers.get("user-agent", ""),
        text,
        problem,
    )
    return page(
        req, scenario.name, await made_aside(Room, shown), status=status,
        styles=("bubbles", "room", "soundcheck", "talk"), scripts=("conversation",),
    )  # fmt: skip


@ar.post("/conversation/{session_id:int}/end")
async def end(req: Request):
    session = access.own_session(req)
    await access.services(req).sessions.end(session.id, wait=False)
    return access.go_to(req, f"/history/{session.id}")


def OneAtATime(active_id: int, scenario: Scenario, level: str, from_session: str, point: str):
    return Article(
        Div(
            H1(_("Another conversation is open")),
            P(_("You can have one conversation at a time.")),
            A(_("Continue the open one"), href=f"/conversation/{active_id}", role="button"),
            role="alert",
        ),
        Form(
            Hidden(name="scenario_id", value=str(scenario.id)),
            Hidden(name="replace", value=str(active_id)),
            Hidden(name="level", value=str(level)),
            Hidden(name="from_session", value=str(from_session)),
            Hidden(name="point", value=str(point)),
            Button(*around(_("End it and start: {name}"), name=Span(str(scenario.name), lang="en")), cls="secondary"),
            method="post", action="/conversation",
        ),
        cls="notice",
    )  # fmt: skip


def Back():
    return A(_("Back to the scenarios"), href="/dashboard")
