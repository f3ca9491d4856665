"""Settings: the student's own keys, who is asked first, and how they practise."""

from fasthtml.common import *

from config.providers import KEY_VENDORS
from models.user_key import UserKey
from services.lineup import resting_of
from services.problems import FieldProblem
from texts import _, around

from . import access
from .layout import page
from .practice import PracticeForm, wishes
from .provider_order import Order, orders
from .provider_trial import Record, Trial, record

ar = APIRouter()


@ar.get("/settings")
async def settings(req: Request):
    return settings_page(req)


@ar.post("/settings/keys")
async def put_key(req: Request):
    user = access.require_verified(req)
    provider, api_key = await access.form_text(req, "provider", "api_key")
    try:
        await access.services(req).user_keys.add(user.id, provider, api_key)
        resting_of(access.services(req).db, user.id).wake(provider)
    except FieldProblem as problem:
        return settings_page(req, provider, str(problem), status=422)
    return access.go_to(req, "/settings")


@ar.post("/settings/keys/delete")
async def delete_key(req: Request):
    (provider,) = await access.form_text(req, "provider")
    access.services(req).user_keys.remove(access.signed_in(req).id, provider)
    return access.go_to(req, "/settings")


def settings_page(req: Request, provider: str = "", problem: str | None = None, status: int = 200):
    stored = access.services(req).user_keys.stored(access.signed_in(req).id)
    keys = [
        KeyForm(n, label, stored.get(n), problem if n == provider else None)
        for n, (label, _services) in KEY_VENDORS.items()
    ]
    return page(
        req,
        _("Settings"),
        H1(_("Settings")),
        Section(
            H2(_("Who serves you")),
            P(_("The first one is asked first. When it fails, the next one helps.")),
            Order(orders(req)),
            Trial(),
        ),
        Section(
            H2(_("How you practise")),
            PracticeForm(wishes(req), access.services(req).settings.keep_recordings),
        ),
        Section(
            H2(_("Your keys")),
            P(_("You need none. A key is stored encrypted, and nobody sees it again.")),
            Div(*keys, cls="cards"),
        ),
        Section(H2(_("How they did so far")), Record(record(req))),
        status=status,
        styles=("settings",),
    )


def state_of(key: UserKey) -> list:
    """What is known of a stored key."""
    about = _("A key is stored. It ends in {ending}.", ending=key.last_four)
    if key.is_valid is None:
        return [about, " ", _("It could not be checked yet. We try it in your next conversation.")]
    if not key.is_valid:
        return [about, " ", _("It was rejected. Please replace it.")]
    day = Span(str(key.last_validated)[:10], translate="no")
    return [about, " ", *around(_("It works (checked on {date})."), date=day)]


def KeyForm(provider: str, label: str, key: UserKey | None, problem: str | None):
    remove = Button(_("Remove the key"), formaction="/settings/keys/delete", formnovalidate=True, cls="secondary")
    form = Form(
        Hidden(name="provider", value=str(provider)),
        Label(_("{vendor} key", vendor=label), fr=f"key-{provider}"),
        Input(id=f"key-{provider}", name="api_key", type="password", required=True, autocomplete="off",
              aria_invalid="true" if problem else None,
              aria_describedby=f"key-{provider}-note" if problem else None),
        Small(str(problem), id=f"key-{provider}-note", cls="field-error") if problem else None,
        Button(_("Replace the key") if key else _("Save the key")),
        remove if key else None,
        method="post", action="/settings/keys",
    )  # fmt: skip
    return Article(H3(str(label), translate="no"), P(*state_of(key)) if key else None, form)
