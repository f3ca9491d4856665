"""The landing page for strangers."""

from fasthtml.common import *

from models.scenario import CATEGORIES
from texts import _

from . import access
from .layout import page

ar = APIRouter()


@ar.get("/")
async def landing(req: Request):
    if access.user_of(req):
        return access.go_to(req, "/dashboard")
    return page(req, _("Your AI talking partner"), Hero(), Promises(), Families(), styles=("landing",))


def Hero():
    return Section(
        H1(_("Your AI talking partner")),
        P(_("Practise English conversation and job interviews. Talk, listen, and get honest feedback.")),
        P(A(_("Start for free"), href="/register", role="button"), " ", A(_("Sign in"), href="/login")),
        cls="hero",
    )


def Promises():
    promises = (
        (_("Talk"), _("Press one button and speak. Take your time: nobody interrupts you.")),
        (_("It just works"), _("No key, no account elsewhere. It uses your browser and this computer.")),
        (_("Bring your own keys"), _("Use OpenAI, ElevenLabs or Hugging Face if you like. Mix them freely.")),
        (_("Nothing is lost"), _("Every word you say is saved before your partner answers.")),
    )
    return Section(
        *(Article(H2(title), P(text)) for title, text in promises), cls="cards", aria_label=_("What you get")
    )


def Families():
    return Section(H2(_("What you can practise")), Ul(*(Li(_(label)) for label in CATEGORIES.values())))
