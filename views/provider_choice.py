"""One provider of the student's: its model and its voice, heard before it is chosen."""

from fasthtml.common import *

from config.providers import SERVICE_LABELS, SERVICES, Service
from providers.base import Choice, Offer
from services.offers import SAMPLE, Offered
from services.problems import Problem
from texts import _

from . import access
from .layout import Notice, page

ar = APIRouter()


@ar.get("/settings/samples/{number}")
async def sound(req: Request):
    audio = access.services(req).offers.heard(access.signed_in(req).id, req.path_params["number"])
    if audio is None:
        raise HTTPException(404)
    return Response(audio.data, media_type=audio.mime)


@ar.get("/settings/{service}/{name}")
async def choice_page(req: Request):
    return await choose(req, None)


@ar.post("/settings/{service}/{name}")
async def put_choice(req: Request):
    services, service, name = access.services(req), service_of(req), req.path_params["name"]
    model, voice = await access.form_text(req, "model", "voice")
    try:
        services.offers.choose(access.signed_in(req).id, service, name, Choice(model, voice))
    except Problem as problem:
        return await choose(req, Notice(str(problem)), Choice(), 422)
    return access.go_to(req, "/settings")


@ar.post("/settings/tts/{name}/sample")
async def sample(req: Request):
    user = access.require_verified(req)
    choice = Choice(*await access.form_text(req, "model", "voice"))
    try:
        number = await access.services(req).offers.sample(user.id, req.path_params["name"], choice)
        heard = Div(P(Q(SAMPLE, lang="en")), Audio(src=f"/settings/samples/{number}", controls=True, autoplay=True))
    except Problem as problem:
        heard = P(str(problem), role="alert", cls="field-error")
    return Sample(heard) if "hx-request" in req.headers else await choose(req, None, choice, heard=heard)


def service_of(req: Request) -> Service:
    service = req.path_params.get("service", "tts")
    if service not in SERVICES:
        raise HTTPException(404)
    return service


async def choose(req: Request, above, chosen: Choice | None = None, status: int = 200, heard=None):
    """The page on which a model and a voice are chosen; `chosen` overrules what is stored, `heard` is a sample."""
    service, user = service_of(req), access.require_verified(req)
    offered = await access.services(req).offers.of(user.id, service, req.path_params["name"])
    if offered is None:
        raise HTTPException(404)
    title = _("{provider}: {service}", provider=_(str(offered.provider.label)), service=_(SERVICE_LABELS[service]))
    return page(req, title, H1(title), above, ChoiceForm(offered, chosen or offered.chosen, heard), status=status)


def Sample(*heard):
    """The place of a voice's sample, or of what went wrong with it."""
    return Div(*heard, id="sample", role="status")


def ChoiceForm(offered: Offered, chosen: Choice, *heard):
    path = f"/settings/{offered.provider.service}/{offered.provider.name}"
    if not offered.models and not offered.voices:
        return P(_("There is nothing to choose here."), " ", A(_("Back to the settings"), href="/settings"))
    listen = Button(_("Listen"), formaction=f"{path}/sample", cls="secondary",
                    hx_post=f"{path}/sample", hx_target="#sample", hx_swap="outerHTML")  # fmt: skip
    return Form(
        Choices(_("Model"), "model", offered.models, chosen.model),
        Choices(_("Voice"), "voice", offered.voices, chosen.voice),
        Sample(*heard),
        Div(Button(_("Save")), listen if offered.provider.service == "tts" else None, role="group"),
        P(A(_("Back to the settings"), href="/settings")),
        method="post", action=path, cls="narrow",
    )  # fmt: skip


def Choices(label: str, name: str, offers: list[Offer], chosen: str):
    """The first one is the provider's default; it is stored as '' so that a better default reaches everybody."""
    if not offers:
        return None
    options = [
        Option(
            _("{offer} (default)", offer=offer.label) if at == 0 else str(offer.label),
            value="" if at == 0 else str(offer.id),
            selected=bool(chosen) and offer.id == chosen,
            translate=None if at == 0 else "no",
        )
        for at, offer in enumerate(offers)
    ]
    return Div(Label(str(label), fr=str(name)), Select(*options, id=str(name), name=str(name)))
