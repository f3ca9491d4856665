"""A forgotten password: ask for a link, then choose a new one."""

from fasthtml.common import *

from services.problems import FieldProblem, MailNotSent, TooMany
from texts import _

from . import access
from .layout import Field, notice_page, page, too_many
from .outbox import MailWaits

ar = APIRouter()


@ar.get("/forgot")
async def forgot_page(req: Request):
    return page(req, _("Forgotten password"), ForgotForm())


@ar.post("/forgot")
async def forgot(req: Request):
    (email,) = await access.form_text(req, "email")
    try:
        await access.services(req).recovery.forgot(email, access.visit(req))
    except FieldProblem as problem:
        return page(req, _("Forgotten password"), ForgotForm(email, str(problem)), status=422)
    except TooMany as problem:
        return too_many(req, _("Forgotten password"), problem)
    except MailNotSent as problem:
        return notice_page(req, _("Mail not sent"), str(problem))
    sent = P(_("If there is an account with this address, we sent a link to it. It works for 30 minutes."))
    return page(req, _("Look into your mail"), H1(_("Look into your mail")), sent, MailWaits(req))


@ar.get("/reset")
async def reset_page(req: Request):
    return page(req, _("New password"), ResetForm(req.query_params.get("token", "")))


@ar.post("/reset")
async def reset(req: Request):
    token, password = await access.form_text(req, "token", "password")
    try:
        done = await access.services(req).recovery.reset(token, password)
    except FieldProblem as problem:
        return page(req, _("New password"), ResetForm(token, str(problem)), status=422)
    if not done:
        text = _("This link was used already or is too old. Please ask for a new one.")
        return notice_page(req, _("Link too old"), text, A(_("Ask for a new link"), href="/forgot"), status=422)
    response = access.go_to(req, "/login?reset=1")
    response.delete_cookie(access.COOKIE)
    return response


def ForgotForm(email: str = "", problem: str | None = None):
    return Form(
        H1(_("Forgotten password")),
        P(_("Tell us your e-mail address. We send you a link to choose a new password.")),
        Field(_("E-mail address"), "email", problem, type="email", value=str(email), required=True,
              autocomplete="email", maxlength=254),
        Button(_("Send me a link")),
        P(A(_("Back to sign in"), href="/login")),
        method="post", action="/forgot", cls="narrow",
    )  # fmt: skip


def ResetForm(token: str, problem: str | None = None):
    return Form(
        H1(_("Choose a new password")),
        Hidden(name="token", value=str(token)),
        Field(_("New password"), "password", problem, _("At least 8 characters."), type="password", required=True,
              minlength=8, autocomplete="new-password"),
        Button(_("Save the new password")),
        method="post", action="/reset", cls="narrow",
    )  # fmt: skip
