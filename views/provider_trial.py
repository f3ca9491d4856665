"""Test my chain: every provider of the student's does one tiny real piece of work; and how they did so far."""

from fasthtml.common import *

from config.providers import SERVICE_LABELS
from models.fallback import Reliability, reliability
from services.trial import Tried

from . import access
from .layout import labels, page

ar = APIRouter()


@ar.post("/settings/test")
async def test_chain(req: Request):
    user = access.require_verified(req)
    tried = await access.services(req).trials.run(user.id)
    if "hx-request" in req.headers:
        return TrialResult(tried)
    back, title = P(A("Back", href="/settings")), "Test of your chain"
    return page(req, title, H1(title), TrialResult(tried), back, styles=("settings",))


def Trial():
    button = Button("Test my chain", hx_post="/settings/test", hx_target="#trial", hx_swap="outerHTML",
                    hx_disabled_elt="this", hx_indicator="#testing")  # fmt: skip
    wait = P("Testing. This can take half a minute.", id="testing", role="status", cls="htmx-indicator")
    return Form(button, wait, Div(id="trial"), method="post", action="/settings/test")


def TrialResult(tried: list[Tried] | None):
    if tried is None:
        return Div(P("A test is running already. Wait for its result.", role="alert"), id="trial")
    rows = [
        [SERVICE_LABELS[t.service], t.label, WORKED[t.worked], f"{t.ms:,} ms" if t.ms is not None else "–", t.said]
        for t in tried
    ]
    return Div(Results(["Service", "Provider", "Result", "Time", "What came back"], rows), id="trial")


WORKED = {True: "works", False: "failed", None: "not tested"}


def record(req: Request) -> list[Reliability]:
    return reliability(access.services(req).db, access.signed_in(req).id)


def Record(found: list[Reliability]):
    """How each provider did in the student's own turns."""
    if not found:
        return P("After your first conversation you see here how reliable and how fast each provider was.")
    return Results(["Service", "Provider", "Answers", "Given up", "Half of them within"], [row(one) for one in found])


def row(one: Reliability) -> list[str]:
    half = f"{one.median_ms:,} ms" if one.median_ms is not None else "–"
    label = labels().get(str(one.provider), one.provider)
    return [SERVICE_LABELS[one.service], label, str(one.served), str(one.given_up), half]


def Results(heads: list[str], rows: list[list[str]]):
    """Scrolls by itself where the screen is narrow."""
    head = Thead(Tr(*(Th(str(text), scope="col") for text in heads)))
    body = Tbody(*(Tr(*(Td(str(cell)) for cell in cells)) for cells in rows))
    return Div(Table(head, body), cls="overflow-auto", tabindex="0", role="region", aria_label="Results")
