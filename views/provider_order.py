"""Who serves first: an ordered list per service, moved with buttons, saved at once."""

from fasthtml.common import *

from config.providers import SERVICE_LABELS, SERVICES, Service
from models import user_key
from providers import factory
from providers.base import Provider
from services.lineup import candidates

from . import access

ar = APIRouter()
UP, DOWN = "up", "down"


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
    """The list with one name moved by one place; `move` is `service:name:up` or `…:down`."""
    of, name, direction = move.split(":") if move.count(":") == 2 else ("", "", "")
    if of != service or name not in names:
        return names
    at = names.index(name)
    to = min(max(at + (1 if direction == DOWN else -1), 0), len(names) - 1)
    names.insert(to, names.pop(at))
    return names


def orders(req: Request) -> dict[Service, list[type[Provider]]]:
    """Who is asked, one after another, for each service."""
    services, user = access.services(req), access.signed_in(req)
    keys = set(services.user_keys.endings(user.id))
    return {s: candidates(services.db, services.settings, keys, user.id, s) for s in SERVICES}


def Order(found: dict[Service, list[type[Provider]]]):
    """The form of all three lists. Every button sends them whole."""
    return Form(
        *(Choice(service, providers) for service, providers in found.items()),
        id="order", method="post", action="/settings/providers",
        hx_post="/settings/providers", hx_target="this", hx_swap="outerHTML",
    )  # fmt: skip


def Choice(service: Service, providers: list[type[Provider]]):
    label = SERVICE_LABELS[service]
    return Fieldset(
        Legend(label),
        Ol(*(Place(provider, at, len(providers)) for at, provider in enumerate(providers)), cls="order"),
    )


def Place(provider: type[Provider], at: int, count: int):
    service, name = provider.service, provider.name
    return Li(
        Span(str(provider.label), Small(" asked first") if at == 0 else None),
        Hidden(name=service, value=str(name)),
        Move(provider, UP, "↑", at == 0),
        Move(provider, DOWN, "↓", at == count - 1),
        cls="place",
    )


def Move(provider: type[Provider], direction: str, sign: str, is_end: bool):
    """Stays in the order of the keyboard at the ends, so that the focus is not lost there."""
    return Button(
        str(sign),
        id=f"{direction}-{provider.service}-{provider.name}", name="move",
        value=f"{provider.service}:{provider.name}:{direction}",
        aria_label=f"Move {provider.label} {direction}", aria_disabled="true" if is_end else None,
        cls="secondary outline",
    )  # fmt: skip
