"""Who serves first: an ordered list per service, moved with buttons, saved at once."""

from dataclasses import dataclass

from fasthtml.common import *

from config.providers import SERVICE_LABELS, SERVICES, Service
from models import user_key
from providers import factory
from providers.asr.base import ASR
from providers.base import Provider
from providers.llm.base import LLM
from providers.tts.base import TTS
from services.lineup import candidates
from texts import N_, _

from . import access

ar = APIRouter()
UP, DOWN, ADD, REMOVE = "up", "down", "add", "remove"
SAYS = {
    UP: N_("Move {provider} up"),
    DOWN: N_("Move {provider} down"),
    ADD: N_("Also try {provider} without a key"),
    REMOVE: N_("Take {provider} out"),
}


@ar.post("/settings/providers")
async def put_providers(req: Request):
    services, user, form = access.services(req), access.signed_in(req), await req.form()
    for service in SERVICES:
        wanted = [name for name in form.getlist(service) if isinstance(name, str) and factory.get(service, name)]
        if wanted or "move" not in form:
            order = moved(list(dict.fromkeys(wanted)), str(form.get("move", "")), service)
            user_key.set_preferences(services.db, user.id, service, order)
    if "hx-request" in req.headers:
        return Order(orders(req))
    return access.go_to(req, "/settings")


def moved(names: list[str], move: str, service: Service) -> list[str]:
    """The list with one name moved by one place, added in front or removed; `move` is like `stt:openai:up`."""
    of, name, direction = move.split(":") if move.count(":") == 2 else ("", "", "")
    if of == service and direction == ADD and factory.get(service, name):
        return [name, *(other for other in names if other != name)]
    if of != service or name not in names:
        return names
    if direction == REMOVE:
        return [other for other in names if other != name]
    at = names.index(name)
    to = min(max(at + (1 if direction == DOWN else -1), 0), len(names) - 1)
    names.insert(to, names.pop(at))
    return names


@dataclass(frozen=True)
class InOrder:
    """Who is asked, one after another; who among them has no key and may be taken out; who may be added without one."""

    providers: list[type[Provider]]
    keyless: list[type[Provider]]
    addable: list[type[Provider]]


def orders(req: Request) -> dict[Service, InOrder]:
    services, user = access.services(req), access.signed_in(req)
    keys = set(services.user_keys.endings(user.id))
    found = {}
    for service in SERVICES:
        asked = candidates(services.db, services.settings, keys, user.id, service)
        free = [kind for kind in factory.without_key(service, services.settings) if kind.name not in keys]
        keyless = [kind for kind in free if kind in asked]
        found[service] = InOrder(asked, keyless, [kind for kind in free if kind not in asked])
    return found


def Order(found: dict[Service, InOrder]):
    """The form of all three lists. Every button sends them whole, and one at a time."""
    return Form(
        *(Choice(service, order) for service, order in found.items()),
        id="order", method="post", action="/settings/providers",
        hx_target="this", hx_swap="outerHTML", hx_sync="this",
    )  # fmt: skip


def Choice(service: Service, order: InOrder):
    count = len(order.providers)
    places = (Place(kind, at, count, kind in order.keyless) for at, kind in enumerate(order.providers))
    adding = (Move(kind, ADD, saying(kind, ADD), False) for kind in order.addable)
    return Fieldset(Legend(_(SERVICE_LABELS[service])), Ol(*places, cls="order"), *adding)


def Place(provider: type[Provider], at: int, count: int, is_removable: bool):
    service, name = provider.service, provider.name
    return Li(
        Span(_(str(provider.label)), Small(" ", _("asked first")) if at == 0 else None),
        Hidden(name=service, value=str(name)),
        ToChoice(provider) if offers_something(provider) else None,
        Move(provider, REMOVE, "×", False) if is_removable else None,
        Move(provider, UP, "↑", at == 0),
        Move(provider, DOWN, "↓", at == count - 1),
        cls="place",
    )


def ToChoice(provider: type[Provider]):
    """To where its voice or its model is chosen."""
    label = _(str(provider.label))
    if provider.service == "tts":
        words, whose = _("Choose voice"), _("Choose voice of {provider}", provider=label)
    else:
        words, whose = _("Choose model"), _("Choose model of {provider}", provider=label)
    return A(words, href=f"/settings/{provider.service}/{provider.name}", aria_label=whose)


def offers_something(provider: type[Provider]) -> bool:
    """Whether it has models or voices to choose from."""
    base = {"stt": ASR, "llm": LLM, "tts": TTS}[provider.service]
    return any(getattr(provider, what, None) is not getattr(base, what, None) for what in ("models", "voices"))


def Move(provider: type[Provider], direction: str, sign: str, is_end: bool):
    """Stays in the order of the keyboard at the ends, so that the focus is not lost there.

    It sends the form itself: who waits sees on the button that was pressed that it works.
    """
    return Button(
        str(sign),
        id=f"{direction}-{provider.service}-{provider.name}", name="move",
        value=f"{provider.service}:{provider.name}:{direction}", hx_post="/settings/providers",
        aria_label=saying(provider, direction) if direction != ADD else None,
        aria_disabled="true" if is_end else None, cls="secondary outline",
    )  # fmt: skip


def saying(provider: type[Provider], direction: str) -> str:
    """What a button does, in words."""
    return _(SAYS.get(str(direction), SAYS[UP]), provider=_(str(provider.label)))
