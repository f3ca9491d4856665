"""The landing page for strangers."""

from fasthtml.common import *

from models.scenario import CATEGORIES

from . import access
from .layout import page

ar = APIRouter()


@ar.get("/")
async def landing(req: Request):
    if access.user_of(req):
        return access.go_to(req, "/dashboard")
    return page(req, "Your AI talking partner", Hero(), Promises(), Families(), styles=("landing",))


def Hero():
    return Section(
        H1("Your AI talking partner"),
        P("Practise English conversation and job interviews. Talk, listen, and get honest feedback."),
        P(A("Start for free", href="/register", role="button"), " ", A("Sign in", href="/login")),
        cls="hero",
    )


def Promises():
    promises = (
        ("Talk", "Press one button and speak. Take your time: nobody interrupts you."),
        ("It just works", "No key, no account elsewhere. It uses your browser and this computer."),
        ("Bring your own keys", "Use OpenAI, ElevenLabs or Hugging Face if you like. Mix them freely."),
        ("Nothing is lost", "Every word you say is saved before your partner answers."),
    )
    return Section(*(Article(H2(title), P(text)) for title, text in promises), cls="cards", aria_label="What you get")


def Families():
    return Section(H2("What you can practise"), Ul(*(Li(label) for label in CATEGORIES.values())))
