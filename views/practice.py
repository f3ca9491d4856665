"""How a student wants to practise: their language, when they are corrected, whether recordings are kept."""

from dataclasses import replace

from fasthtml.common import *

from models import preference
from models.preference import Preference
from models.session import Session
from services import practice
from services.languages import LANGUAGES, own_name
from texts import N_, _

from . import access
from .layout import notice_page

ar = APIRouter()
WHEN = {
    "": N_("As usual: after each answer, in interviews at the end"),
    "each": N_("After each answer"),
    "end": N_("In the report only"),
    "off": N_("Never"),
}


@ar.post("/settings/practice")
async def put_practice(req: Request):
    language, corrections, keep = await access.form_text(req, "language", "corrections", "keep_recordings")
    if language and language not in LANGUAGES or corrections not in WHEN:
        back = A(_("Back to the settings"), href="/settings")
        return notice_page(req, _("Settings"), _("Please choose from the lists."), back, status=422)
    db, user = access.services(req).db, access.signed_in(req)
    known = preference.of_user(db, user.id)
    wished = replace(known, language=language, corrections=corrections, keep_recordings=bool(keep))
    preference.put(db, user.id, wished)
    return access.go_to(req, "/settings")


def wishes(req: Request) -> Preference:
    return preference.of_user(access.services(req).db, access.signed_in(req).id)


def room_data(req: Request, session: Session) -> dict[str, str]:
    """What the room's script needs of them, as data attributes."""
    wished = wishes(req)
    return {
        "data_lang": str(wished.language),
        "data_corrections": practice.corrected(wished, session.session_type),
    }


def PracticeForm(wished: Preference, keeps_recordings: bool):
    languages = {"": _("None"), **{code: own_name(code) for code in LANGUAGES}}
    when = {value: _(words) for value, words in WHEN.items()}
    keep = Label(
        Input(type="checkbox", name="keep_recordings", checked=bool(wished.keep_recordings)),
        _("Keep my recordings, so that I can hear them again"),
    )
    since = _("This counts from your next conversation on. Older recordings are deleted with their conversation.")
    return Form(
        Choose(_("Your language, for translations"), "language", languages, wished.language),
        Choose(_("Correct me"), "corrections", when, wished.corrections),
        keep if keeps_recordings else P(_("TalkBuddy keeps no recordings here.")),
        P(Small(since)),
        Button(_("Save")),
        method="post", action="/settings/practice", cls="practice",
    )  # fmt: skip


def Choose(label: str, name: str, options: dict[str, str], chosen: str):
    """Languages stand there by their own names, each marked as the language that it is."""
    marked = options.keys() & LANGUAGES.keys()
    choices = (
        Option(str(words), value=str(value), selected=value == chosen, lang=value if value in marked else None)
        for value, words in options.items()
    )
    return Div(Label(str(label), fr=str(name)), Select(*choices, id=str(name), name=str(name)))
