"""Register, confirm the address, sign in, sign out; the outbox of a first run."""

import ipaddress

from fasthtml.common import *

from services.problems import FieldProblem, MailNotSent, TooMany

from . import access
from .layout import Field, Notice, page

ar = APIRouter()


@ar.get("/register")
async def register_page(req: Request):
    return page(req, "Register", RegisterForm())


@ar.post("/register")
async def register(req: Request):
    email, password = await access.form_text(req, "email", "password")
    try:
        await access.services(req).auth.register(email, password, client_address(req))
    except FieldProblem as problem:
        return page(req, "Register", RegisterForm(email, {problem.field: str(problem)}), status=422)
    except TooMany as problem:
        return page(req, "Register", Notice(str(problem)), status=429)
    except MailNotSent as problem:
        return page(req, "Register", Notice(str(problem), P("Your account is kept. Sign in later to get a new mail.")))
    return page(req, "Look into your mail", *MailSent(req))


@ar.get("/verify")
async def verify_page(req: Request):
    token = req.query_params.get("token", "")
    form = Form(Hidden(name="token", value=token), Button("Confirm my address"), method="post", action="/verify")
    return page(req, "Confirm your address", H1("Confirm your e-mail address"), form)


@ar.post("/verify")
async def verify(req: Request):
    (token,) = await access.form_text(req, "token")
    if not access.services(req).auth.verify(token):
        text = "This link was used already or is too old. Sign in to get a new one."
        return page(req, "Link too old", Notice(text, A("Sign in", href="/login")), status=422)
    return access.go_to(req, "/dashboard" if access.user_of(req) else "/login?confirmed=1")


@ar.post("/verify/resend")
async def resend(req: Request):
    try:
        await access.services(req).auth.resend(access.signed_in(req))
    except MailNotSent as problem:
        return page(req, "Mail not sent", Notice(str(problem)))
    return page(req, "Look into your mail", *MailSent(req))


@ar.get("/login")
async def login_page(req: Request):
    confirmed = Notice("Your address is confirmed. Please sign in.") if "confirmed" in req.query_params else None
    return page(req, "Sign in", confirmed, LoginForm())


@ar.post("/login")
async def login(req: Request):
    email, password = await access.form_text(req, "email", "password")
    device = req.headers.get("user-agent", "")
    token = await access.services(req).auth.sign_in(email, password, device)
    if token is None:
        return page(req, "Sign in", LoginForm(email, "E-mail address or password is wrong."), status=422)
    return access.set_cookie(req, access.go_to(req, "/dashboard"), token)


@ar.post("/logout")
async def logout(req: Request):
    access.services(req).auth.sign_out(req.cookies.get(access.COOKIE))
    response = access.go_to(req, "/")
    response.delete_cookie(access.COOKIE)
    return response


@ar.get("/outbox")
async def outbox(req: Request):
    services = access.services(req)
    if services.settings.has_mail_server or not is_loopback(req):
        raise HTTPException(404)
    mails = [Article(H2(mail.subject), P(f"To {mail.to}"), Letter(mail.body)) for mail in services.mailer.outbox]
    note = P("No mail server is set, so mails wait here. Only this computer can see this page.")
    return page(req, "Outbox", H1("Outbox"), note, *(mails or [P("No mail yet.")]))


def RegisterForm(email: str = "", problems: dict[str, str] | None = None):
    problems = problems or {}
    return Form(
        H1("Register"),
        Field("E-mail address", "email", problems.get("email"), type="email", value=email, required=True,
              autocomplete="email", maxlength=254),
        Field("Password", "password", problems.get("password"), "At least 8 characters.", type="password",
              required=True, minlength=8, autocomplete="new-password"),
        Button("Register"),
        P("You have an account? ", A("Sign in", href="/login")),
        method="post", action="/register", cls="narrow",
    )  # fmt: skip


def LoginForm(email: str = "", problem: str | None = None):
    return Form(
        H1("Sign in"),
        Field("E-mail address", "email", problem, type="email", value=email, required=True, autocomplete="email"),
        Field("Password", "password", type="password", required=True, autocomplete="current-password"),
        Button("Sign in"),
        P("No account yet? ", A("Register", href="/register")),
        method="post", action="/login", cls="narrow",
    )  # fmt: skip


def MailSent(req: Request) -> list:
    services = access.services(req)
    parts = [H1("Look into your mail"), P("We sent you a link. Open it to confirm your e-mail address.")]
    if not services.settings.has_mail_server and is_loopback(req):
        parts.append(P("No mail server is set up here. Your mail waits in the ", A("outbox", href="/outbox"), "."))
    return parts


def Letter(body: str):
    """A mail's text, with its links to follow."""
    parts = []
    for line in body.splitlines():
        parts += [A(line, href=line) if line.startswith("http") else line, Br()]
    return P(*parts)


def client_address(req: Request) -> str:
    """The network address that a registration counts for: IPv4 whole, IPv6 by its /64."""
    host = req.client.host if req.client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network(f"{address}/{32 if address.version == 4 else 64}", strict=False))


def is_loopback(req: Request) -> bool:
    """True for a client on this machine, also one behind no proxy that could speak for others."""
    try:
        local = ipaddress.ip_address(req.client.host).is_loopback if req.client else False
    except ValueError:
        local = False
    return local and "x-forwarded-for" not in req.headers and "forwarded" not in req.headers
