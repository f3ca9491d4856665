"""Test my chain: every provider of the student's does one tiny real piece of work; and how they did so far."""

from fasthtml.common import *

from config.providers import SERVICE_LABELS, Service
from models.fallback import Reliability, reliability
from services.trial import Tried
from texts import N_, _, around

from . import access
from .layout import labels, page

ar = APIRouter()


@ar.post("/settings/test")
async def test_chain(req: Request):
    user = access.require_verified(req)
    tried = await access.services(req).trials.run(user.id)
    if "hx-request" in req.headers:
        return TrialResult(tried)
    back, title = P(A(_("Back"), href="/settings")), _("Test of your chain")
    return page(req, title, H1(title), TrialResult(tried), back, styles=("settings",))


def Trial():
    button = Button(_("Test my chain"), hx_post="/settings/test", hx_target="#trial", hx_swap="outerHTML",
                    hx_disabled_elt="this", hx_indicator="#testing")  # fmt: skip
    wait = P(_("Testing. This can take half a minute."), id="testing", role="status", cls="htmx-indicator")
    return Form(button, wait, Div(id="trial"), method="post", action="/settings/test")


def TrialResult(tried: list[Tried] | None):
    if tried is None:
        return Div(P(_("A test is running already. Wait for its result."), role="alert"), id="trial")
    rows = [
        [_(SERVICE_LABELS[t.service]), _(str(t.label)), _(WORKED[t.worked]), milliseconds(t.ms), came_back(t)]
        for t in tried
    ]
    heads = [_("Service"), _("Provider"), _("Result"), _("Time"), _("What came back")]
    return Div(Results(heads, rows), id="trial")


WORKED = {True: N_("works"), False: N_("failed"), None: N_("not tested")}
CAME_BACK: dict[Service, str] = {
    "stt": N_("heard: {words}"),
    "llm": N_("answered: {words}"),
    "tts": N_("spoke: {size} KB of sound"),
}


def came_back(tried: Tried):
    """The words that it heard or wrote are English."""
    if not tried.worked:
        return str(tried.said)
    return Span(*around(_(CAME_BACK[tried.service]), words=Span(str(tried.said), lang="en"), size=str(tried.said)))


def milliseconds(count: int | None) -> str:
    return f"{count:,} ms" if count is not None else "–"


def record(req: Request) -> list[Reliability]:
    return reliability(access.services(req).db, access.signed_in(req).id)


def Record(found: list[Reliability]):
    """How each provider did in the student's own turns."""
    if not found:
        return P(_("After your first conversation you see here how reliable and how fast each provider was."))
    heads = [_("Service"), _("Provider"), _("Answers"), _("Given up"), _("Half of them within")]
    return Results(heads, [row(one) for one in found])


def row(one: Reliability) -> list[str]:
    label = labels().get(str(one.provider), str(one.provider))
    return [
        _(SERVICE_LABELS[one.service]), label, str(one.served), str(one.given_up), milliseconds(one.median_ms),
    ]  # fmt: skip


def Results(heads: list[str], rows: list[list[str | FT]]):
    """Scrolls by itself where the screen is narrow."""
    head = Thead(Tr(*(Th(str(text), scope="col") for text in heads)))
    body = Tbody(*(Tr(*(Td(cell if isinstance(cell, FT) else str(cell)) for cell in cells)) for cells in rows))
    return Div(Table(head, body), cls="overflow-auto", tabindex="0", role="region", aria_label=_("Results"))
