"""Who is asking: the sign-in behind the cookie, and what it may see."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from models import session as sessions
from models.session import Session
from models.signin import LONGEST_DAYS
from models.user import User
from services.auth import SignedIn
from services.container import Services
from services.visit import Visit
from texts import _

from .network import client_network

COOKIE = "talkbuddy"
KNOWN_COOKIE = "talkbuddy-known"
KNOWN_DAYS = 400  # browsers keep no cookie longer
PUBLIC = {
    "/",
    "/register",
    "/verify",
    "/login",
    "/forgot",
    "/reset",
    "/account/email/confirm",
    "/outbox",
    "/theme",
    "/language",
    "/healthz",
}


def services(req: Request) -> Services:
    return req.app.state.services


def user_of(req: Request) -> User | None:
    return getattr(req.state, "user", None)


def signed_in(req: Request) -> User:
    """The user of a page that is not public; `require_sign_in` has seen to it."""
    user = user_of(req)
    assert user is not None  # noqa: S101 - for the type checker
    return user


def require_sign_in(req: Request) -> Response | None:
    """Runs before every handler."""
    req.state.user = services(req).auth.who(req.cookies.get(COOKIE))
    if req.state.user or req.url.path in PUBLIC:
        return None
    return go_to(req, "/login")


def require_verified(req: Request) -> User:
    user = signed_in(req)
    if not user.email_verified:
        raise HTTPException(
            403, _("Please confirm your e-mail address first. Open the link in the mail that we sent you.")
        )
    return user


def own_session(req: Request) -> Session:
    """The session of the path, when it is the user's own; otherwise the same 404 as for a missing one."""
    number = req.path_params["session_id"]
    session = sessions.owned(services(req).db, number, signed_in(req).id)
    if session is None:
        raise HTTPException(404)
    return session


def is_host(req: Request) -> bool:
    """The first account is the self-hoster's: they decide what is downloaded to their machine."""
    first = services(req).db.value("SELECT min(id) FROM users WHERE email_verified")
    return signed_in(req).id == first


def go_to(req: Request, path: str) -> Response:
    """A redirect that a browser and HTMX both follow."""
    if "hx-request" in req.headers:
        return Response(headers={"HX-Redirect": path})
    return RedirectResponse(path, status_code=303)


def visit(req: Request) -> Visit:
    return Visit(
        address=client_network(req),
        device=req.headers.get("user-agent", ""),
        known=req.cookies.get(KNOWN_COOKIE, ""),
        token=req.cookies.get(COOKIE, ""),
    )


def set_cookies(req: Request, response: Response, signed_in: SignedIn) -> Response:
    """Who is signed in, and that this browser has been here; the second stays when one signs out."""
    secure = services(req).settings.is_https
    for name, value, days in ((COOKIE, signed_in.token, LONGEST_DAYS), (KNOWN_COOKIE, signed_in.known, KNOWN_DAYS)):
        response.set_cookie(name, value, max_age=days * 24 * 3600, httponly=True, samesite="lax", secure=secure)
    return response


async def form_text(req: Request, *names: str) -> list[str]:
    """Named fields of the form as text, '' where one is missing or is a file."""
    form = await req.form()
    values = (form.get(name) for name in names)
    return [value if isinstance(value, str) else "" for value in values]
