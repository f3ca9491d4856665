"""Settings: the student's own keys, and who is asked first."""

from fasthtml.common import *

from config.providers import KEY_VENDORS, SERVICE_LABELS, SERVICES, Service
from models import user_key
from providers import factory
from providers.base import Provider
from services.lineup import candidates
from services.problems import FieldProblem

from . import access
from .layout import page

ar = APIRouter()


@ar.get("/settings")
async def settings(req: Request):
    return settings_page(req)


@ar.post("/settings/keys")
async def put_key(req: Request):
    user = access.require_verified(req)
    provider, api_key = await access.form_text(req, "provider", "api_key")
    try:
        access.services(req).user_keys.put(user.id, provider, api_key)
    except FieldProblem as problem:
        return settings_page(req, provider, str(problem), status=422)
    return access.go_to(req, "/settings")


@ar.post("/settings/keys/delete")
async def delete_key(req: Request):
    (provider,) = await access.form_text(req, "provider")
    access.services(req).user_keys.remove(access.signed_in(req).id, provider)
    return access.go_to(req, "/settings")


@ar.post("/settings/providers")
async def put_providers(req: Request):
    user, form = access.signed_in(req), await req.form()
    for service in SERVICES:
        wanted = [name for name in form.getlist(service) if isinstance(name, str) and factory.get(service, name)]
        user_key.set_preferences(access.services(req).db, user.id, service, list(dict.fromkeys(wanted)))
    return access.go_to(req, "/settings")


def settings_page(req: Request, provider: str = "", problem: str | None = None, status: int = 200):
    services, user = access.services(req), access.signed_in(req)
    endings = services.user_keys.endings(user.id)
    chains = {s: candidates(services.db, services.settings, set(endings), user.id, s) for s in SERVICES}
    keys = [
        KeyForm(n, label, endings.get(n), problem if n == provider else None) for n, (label, _) in KEY_VENDORS.items()
    ]
    return page(
        req,
        "Settings",
        H1("Settings"),
        Section(H2("Who serves you"), P("The first one is asked first. When it fails, the next one helps."),
                PreferencesForm(chains)),
        Section(H2("Your keys"), P("You need none. A key is stored encrypted, and nobody sees it again."), *keys),
        status=status,
    )  # fmt: skip


def PreferencesForm(chains: dict[Service, list[type[Provider]]]):
    return Form(
        *(Choice(service, providers) for service, providers in chains.items()),
        Button("Save"),
        method="post",
        action="/settings/providers",
    )


def Choice(service: Service, providers: list[type[Provider]]):
    """The preferred provider; the others stay behind it as fallbacks."""
    options = [Option(str(provider.label), value=str(provider.name)) for provider in providers]
    return Div(Label(SERVICE_LABELS[service], fr=service), Select(*options, id=service, name=service))


def KeyForm(provider: str, label: str, ending: str | None, problem: str | None):
    stored = [P(f"A key is stored. It ends in {ending}.")] if ending else []
    remove = Button("Remove the key", formaction="/settings/keys/delete", formnovalidate=True, cls="secondary")
    return Form(
        H3(str(label)),
        *stored,
        Hidden(name="provider", value=str(provider)),
        Div(
            Label(f"{label} key", fr=f"key-{provider}"),
            Input(id=f"key-{provider}", name="api_key", type="password", required=True, autocomplete="off",
                  aria_invalid="true" if problem else None,
                  aria_describedby=f"key-{provider}-note" if problem else None),
            Small(str(problem), id=f"key-{provider}-note", cls="field-error") if problem else None,
        ),
        Button("Replace the key" if ending else "Save the key"),
        remove if ending else None,
        method="post", action="/settings/keys",
    )  # fmt: skip
