"""The account: password, address, where one is signed in, and its end."""

from collections.abc import Awaitable

from fasthtml.common import *

from models.signin import SignIn
from models.user import User
from services.problems import FieldProblem, MailNotSent, TooMany
from texts import N_, _, around

from . import access
from .device import device_name
from .layout import Field, Notice, notice_page, page, too_many
from .outbox import MailWaits

ar = APIRouter()
DONE = {
    "password": N_("Your new password is saved. All other browsers are signed out."),
    "devices": N_("Signed out there."),
}


@ar.get("/account")
async def account(req: Request):
    news = [Notice(_(text)) for name, text in DONE.items() if name == req.query_params.get("done")]
    return account_page(req, *news)


@ar.post("/account/password")
async def change_password(req: Request):
    current, new = await access.form_text(req, "current_password", "new_password")
    account, user = access.services(req).account, access.signed_in(req)
    changing = account.change_password(user, current, new, access.visit(req))
    return await refused(req, "password", changing) or access.go_to(req, "/account?done=password")


@ar.post("/account/email")
async def change_address(req: Request):
    email, current = await access.form_text(req, "email", "current_password")
    account, user = access.services(req).account, access.signed_in(req)
    sent = P(_("We sent a link to your new address. Until you open it, nothing changes."))
    done = page(req, _("Look into your mail"), H1(_("Look into your mail")), sent, MailWaits(req))
    return await refused(req, "email", account.change_address(user, email, current, access.visit(req))) or done


@ar.get("/account/email/confirm")
async def confirm_page(req: Request):
    token = Hidden(name="token", value=req.query_params.get("token", ""))
    form = Form(token, Button(_("Use this address")), method="post", action="/account/email/confirm")
    return page(req, _("Confirm your new address"), H1(_("Confirm your new e-mail address")), form)


@ar.post("/account/email/confirm")
async def confirm_address(req: Request):
    (token,) = await access.form_text(req, "token")
    if not access.services(req).account.confirm_address(token, access.visit(req)):
        text = _("This link was used already, is too old, or the address has an account already.")
        return notice_page(req, _("Link too old"), text, A(_("Go to your account"), href="/account"), status=422)
    return access.go_to(req, "/account" if access.user_of(req) else "/login?address=1")


@ar.post("/account/devices/end")
async def end_devices(req: Request):
    """One device by its number; without a number all others."""
    (number,) = await access.form_text(req, "device")
    user, services = access.signed_in(req), access.services(req)
    if number.isdecimal() and len(number) < 18:
        services.account.end_device(user, int(number))
    elif not number:
        services.account.end_other_devices(user, access.visit(req))
    return access.go_to(req, "/account?done=devices")


@ar.post("/account/delete")
async def delete(req: Request):
    (password,) = await access.form_text(req, "password")
    deleting = access.services(req).account.delete(access.signed_in(req), password, access.visit(req))
    not_done = await refused(req, "delete", deleting)
    if not_done:
        return not_done
    req.state.user = None
    gone = P(_("Your account, your conversations and your recordings are deleted."))
    title, start = _("Account deleted"), A(_("Go to the start"), href="/")
    response = page(req, title, H1(title), gone, P(start))
    for cookie in (access.COOKIE, access.KNOWN_COOKIE):
        response.delete_cookie(cookie)
    return response


async def refused(req: Request, form: str, work: Awaitable[None]) -> Response | None:
    """The page that says why something was not done; None when it was."""
    try:
        await work
    except FieldProblem as problem:
        return account_page(req, problems={(form, problem.field): str(problem)}, status=422)
    except TooMany as problem:
        return too_many(req, _("Account"), problem)
    except MailNotSent as problem:
        return notice_page(req, _("Mail not sent"), str(problem), A(_("Back to your account"), href="/account"))


def account_page(req: Request, *news, problems: dict[tuple[str, str], str] | None = None, status: int = 200):
    """`problems` by form and field."""
    user, account, problems = access.signed_in(req), access.services(req).account, problems or {}
    visit = access.visit(req)
    return page(
        req,
        _("Account"),
        *news,
        H1(_("Your account")),
        PasswordForm(problems.get(("password", "current_password")), problems.get(("password", "new_password"))),
        AddressForm(user, problems.get(("email", "email")), problems.get(("email", "current_password"))),
        Devices([(signin, account.is_this(signin, visit)) for signin in account.devices(user)]),
        TakeAlong(),
        DeleteForm(problems.get(("delete", "password"))),
        status=status,
        styles=("account",),
    )


def PasswordForm(current_problem: str | None = None, new_problem: str | None = None):
    hint = " ".join((_("At least 8 characters."), _("All other browsers are signed out.")))
    return Section(
        H2(_("Password")),
        Form(
            Field(_("Current password"), "current_password", current_problem, type="password", required=True,
                  autocomplete="current-password"),
            Field(_("New password"), "new_password", new_problem, hint, type="password", required=True, minlength=8,
                  autocomplete="new-password"),
            Button(_("Change the password")),
            method="post", action="/account/password",
        ),
        cls="account-part",
    )  # fmt: skip


def AddressForm(user: User, email_problem: str | None = None, password_problem: str | None = None):
    email = Strong(str(user.email), translate="no")
    return Section(
        H2(_("E-mail address")),
        P(*around(_("Your address is {email}."), email=email)),
        Form(
            Field(_("New e-mail address"), "email", email_problem, type="email", required=True, autocomplete="email",
                  maxlength=254),
            Field(_("Your password"), "current_password", password_problem, type="password", required=True,
                  autocomplete="current-password", id="email-password"),
            Button(_("Change the address")),
            method="post", action="/account/email",
        ),
        cls="account-part",
    )  # fmt: skip


def Devices(signins: list[tuple[SignIn, bool]]):
    end = Button(_("Sign out everywhere else"), cls="secondary")
    others = Form(end, method="post", action="/account/devices/end")
    return Section(
        H2(_("Where you are signed in")),
        Ul(*(Device(signin, is_this) for signin, is_this in signins), cls="devices"),
        others if len(signins) > 1 else None,
        cls="account-part",
    )


def Device(signin: SignIn, is_this: bool):
    name = device_name(str(signin.device))
    end = Form(
        Hidden(name="device", value=str(signin.id)),
        Button(_("Sign out"), aria_label=_("Sign out: {device}", device=name), cls="secondary outline"),
        method="post",
        action="/account/devices/end",
    )
    since, last = Minute(signin.created_at), Minute(signin.last_seen_at)
    when = Small(*around(_("Since {since}, last used {last} (UTC)"), since=since, last=last))
    here = (" ", _("(this browser)")) if is_this else ()
    return Li(Div(Strong(name, translate="no"), *here, Br(), when), None if is_this else end)


def Minute(when: str):
    return Span(str(when)[:16], translate="no")


def TakeAlong():
    return Section(
        H2(_("Take everything along")),
        P(_("All that TalkBuddy knows about you: your account, your conversations and what you said.")),
        P(A(_("Download as JSON"), href="/account/export"), " · ",
          A(_("Download with recordings (zip)"), href="/account/export.zip")),
        cls="account-part",
    )  # fmt: skip


def DeleteForm(problem: str | None = None):
    return Section(
        H2(_("Delete the account")),
        P(_("Your account, all conversations and all recordings are deleted at once. Nobody can bring them back.")),
        Form(
            Field(_("Your password"), "password", problem, type="password", required=True, id="delete-password",
                  autocomplete="current-password"),
            Button(_("Delete my account"), cls="danger"),
            method="post", action="/account/delete",
        ),
        cls="account-part",
    )  # fmt: skip
