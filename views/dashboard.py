"""The dashboard: scenarios by track, who serves, what is left of today, a session to resume, the model to download."""

from fasthtml.common import *

from config.providers import SERVICES
from models import preference
from models import scenario as scenarios
from models import session as sessions
from models.scenario import CATEGORIES, SESSION_TYPES, Scenario
from models.session import Session
from services import levels, suggestion
from services.container import Services
from services.lineup import NOBODY, candidates
from texts import _, _n, around

from . import access
from .layout import Chain, page
from .model_download import DownloadCard

ar = APIRouter()


@ar.get("/dashboard")
async def dashboard(req: Request):
    services, user = access.services(req), access.signed_in(req)
    active = sessions.active_of(services.db, user.id)
    level = preference.of_user(services.db, user.id).level
    return page(
        req,
        _("Practise"),
        H1(_("What would you like to practise?")),
        None if user.email_verified else Unverified(),
        Resume(services, active) if active else None,
        P(*around(_("Who serves you: {change}"), change=A(_("change"), href="/settings"))),
        Chain(in_use(services, user.id)),
        P(Small(left(services.sessions.left_today(user.id)))),
        Suggested(await suggestion.suggest(services.db, user.id)),
        DownloadCard(services.download) if user.email_verified and access.is_host(req) else None,
        *(Track(label, kind, scenarios.offered(services.db), level) for kind, label in SESSION_TYPES.items()),
    )


def left(number: int) -> str:
    return _n("{count} conversation left today.", "{count} conversations left today.", number)


def in_use(services: Services, user_id: int) -> dict[str, str]:
    """The label of each service's first provider."""
    keys = set(services.user_keys.endings(user_id))
    found = {s: candidates(services.db, services.settings, keys, user_id, s) for s in SERVICES}
    return {service: _(str(providers[0].label)) if providers else NOBODY for service, providers in found.items()}


def Suggested(found: suggestion.Suggestion | None):
    """A hint from what was counted; nobody has to follow it."""
    if found is None:
        return None
    return P(str(found.because), " ", _("Perhaps try level {level} next.", level=found.level), cls="suggestion")


def Track(label: str, session_type: str, offered: list[Scenario], level: str):
    """`level` is the one that the student chose last, '' before that."""
    families = [(name, category) for category, name in CATEGORIES.items()]
    return Section(
        H2(_(str(label))),
        *(
            Family(name, [s for s in offered if s.category == category], level)
            for name, category in families
            if any(s.category == category and s.session_type == session_type for s in offered)
        ),
    )


def Family(label: str, members: list[Scenario], level: str):
    return Section(H3(_(str(label))), Div(*(ScenarioCard(scenario, level) for scenario in members), cls="cards"))


def ScenarioCard(scenario: Scenario, level: str):
    return Article(
        Div(H4(str(scenario.name)), lang="en"),
        P(str(scenario.description), lang="en"),
        P(Small(*partner_and_level(scenario))),
        Form(
            Hidden(name="scenario_id", value=str(scenario.id)),
            LevelChoice(scenario, level or scenario.level),
            Button(_("Start"), aria_label=_("Start: {name}", name=scenario.name)),
            method="post", action="/conversation", cls="start",
        ),
    )  # fmt: skip


def partner_and_level(scenario: Scenario) -> list:
    return around(
        _("With {partner}, {role} · Level {level}"),
        partner=Span(str(scenario.partner), translate="no"),
        role=Span(str(scenario.partner_role), lang="en"),
        level=str(scenario.level),
    )


def LevelChoice(scenario: Scenario, chosen: str):
    options = (Option(_(name), value=level, selected=level == chosen) for level, name in levels.NAMES.items())
    return Select(*options, name="level", aria_label=_("Your level: {name}", name=scenario.name))


def Resume(services: Services, active: Session):
    scenario = scenarios.get(services.db, active.scenario_id)
    name = Strong(str(scenario.name), lang="en") if scenario else Strong(_("conversation"))
    return Div(
        P(*around(_("You have an open conversation: {name}"), name=name)),
        A(_("Go on"), href=f"/conversation/{active.id}", role="button"),
        cls="card notice",
    )


def Unverified():
    return Div(
        P(_("Please confirm your e-mail address before your first conversation: open the link in our mail to you.")),
        Form(Button(_("Send the mail again"), cls="secondary"), method="post", action="/verify/resend"),
        role="alert",
        cls="card notice",
    )
