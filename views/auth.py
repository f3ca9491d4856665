"""Register, confirm the address, sign in, sign out."""

from fasthtml.common import *

from services import captcha
from services.problems import FieldProblem, MailNotSent, TooMany
from texts import N_, _

from . import access
from .assets import content_security_policy
from .layout import Field, Notice, notice_page, page, too_many
from .outbox import MailWaits

ar = APIRouter()
HCAPTCHA_SCRIPT = "https://js.hcaptcha.com/1/api.js"
HCAPTCHA_HOSTS = "https://hcaptcha.com https://*.hcaptcha.com"


@ar.get("/register")
async def register_page(req: Request):
    return register_form(req)


@ar.post("/register")
async def register(req: Request):
    email, password, answer = await access.form_text(req, "email", "password", captcha.FIELD)
    services = access.services(req)
    try:
        await services.captcha.check(answer)
        await services.auth.register(email, password, access.visit(req))
    except FieldProblem as problem:
        return register_form(req, email, {problem.field: str(problem)}, status=422)
    except TooMany as problem:
        return too_many(req, _("Register"), problem)
    except MailNotSent as problem:
        kept = P(_("Your account is kept. Sign in later to get a new mail."))
        return notice_page(req, _("Register"), str(problem), kept)
    return page(req, _("Look into your mail"), *MailSent(req))


@ar.get("/verify")
async def verify_page(req: Request):
    token = req.query_params.get("token", "")
    form = Form(Hidden(name="token", value=token), Button(_("Confirm my address")), method="post", action="/verify")
    return page(req, _("Confirm your address"), H1(_("Confirm your e-mail address")), form)


@ar.post("/verify")
async def verify(req: Request):
    (token,) = await access.form_text(req, "token")
    if not access.services(req).auth.verify(token):
        text = _("This link was used already or is too old. Sign in to get a new one.")
        return notice_page(req, _("Link too old"), text, A(_("Sign in"), href="/login"), status=422)
    return access.go_to(req, "/dashboard" if access.user_of(req) else "/login?confirmed=1")


@ar.post("/verify/resend")
async def resend(req: Request):
    try:
        await access.services(req).auth.resend(access.signed_in(req))
    except TooMany as problem:
        return too_many(req, _("A moment, please"), problem)
    except MailNotSent as problem:
        return notice_page(req, _("Mail not sent"), str(problem))
    return page(req, _("Look into your mail"), *MailSent(req))


NEWS = {
    "confirmed": N_("Your address is confirmed. Please sign in."),
    "reset": N_("Your new password is saved. Please sign in with it."),
    "address": N_("Your new address is confirmed. Please sign in with it."),
}


@ar.get("/login")
async def login_page(req: Request):
    news = [Notice(_(text)) for name, text in NEWS.items() if name in req.query_params]
    return page(req, _("Sign in"), *news, LoginForm(req))


@ar.post("/login")
async def login(req: Request):
    email, password = await access.form_text(req, "email", "password")
    try:
        signed_in = await access.services(req).auth.sign_in(email, password, access.visit(req))
    except TooMany as problem:
        return too_many(req, _("Sign in"), problem)
    if signed_in is None:
        form = LoginForm(req, email, _("E-mail address or password is wrong."))
        return page(req, _("Sign in"), form, status=422)
    room = room_of(req)
    return access.set_cookies(req, access.go_to(req, f"/conversation/{room}" if room else "/dashboard"), signed_in)


def room_of(req: Request) -> str:
    """The number of the room that asked for the sign-in; '' for none."""
    room = req.query_params.get("room", "")
    return room if room.isdecimal() and len(room) < 18 else ""


@ar.post("/logout")
async def logout(req: Request):
    access.services(req).auth.sign_out(req.cookies.get(access.COOKIE))
    response = access.go_to(req, "/")
    response.delete_cookie(access.COOKIE)
    return response


def register_form(req: Request, email: str = "", problems: dict[str, str] | None = None, status: int = 200):
    """Only this page may load hCaptcha, and only where it is configured."""
    site_key = access.services(req).captcha.site_key
    response = page(req, _("Register"), RegisterForm(email, problems, site_key), status=status)
    if site_key:
        response.headers["content-security-policy"] = content_security_policy(HCAPTCHA_HOSTS)
    return response


def RegisterForm(email: str = "", problems: dict[str, str] | None = None, site_key: str = ""):
    problems = problems or {}
    return Form(
        H1(_("Register")),
        Field(_("E-mail address"), "email", problems.get("email"), type="email", value=str(email), required=True,
              autocomplete="email", maxlength=254),
        Field(_("Password"), "password", problems.get("password"), _("At least 8 characters."), type="password",
              required=True, minlength=8, autocomplete="new-password"),
        Question(site_key, problems.get(captcha.FIELD)) if site_key else None,
        Button(_("Register")),
        P(_("You have an account?"), " ", A(_("Sign in"), href="/login")),
        method="post", action="/register", cls="narrow",
    )  # fmt: skip


def Question(site_key: str, problem: str | None = None):
    """hCaptcha's box; its script fills it."""
    return Div(
        Div(cls="h-captcha", data_sitekey=str(site_key)),
        Noscript(P(_("To register here, please switch on JavaScript in your browser."))),
        P(str(problem), role="alert", cls="field-error") if problem else None,
        Script(src=HCAPTCHA_SCRIPT, defer=True),
    )


def LoginForm(req: Request, email: str = "", problem: str | None = None):
    """It keeps the room to go back to."""
    room = room_of(req)
    return Form(
        H1(_("Sign in")),
        Field(_("E-mail address"), "email", problem, type="email", value=str(email), required=True,
              autocomplete="email"),
        Field(_("Password"), "password", type="password", required=True, autocomplete="current-password"),
        Button(_("Sign in")),
        P(A(_("I forgot my password"), href="/forgot")),
        P(_("No account yet?"), " ", A(_("Register"), href="/register")),
        method="post", action=f"/login?room={room}" if room else "/login", cls="narrow",
    )  # fmt: skip


def MailSent(req: Request) -> list:
    sent = P(_("We sent you a link. Open it to confirm your e-mail address."))
    return [H1(_("Look into your mail")), sent, MailWaits(req)]
