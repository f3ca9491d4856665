"""The outbox of a first run: mails that wait because no mail server is set, for this computer only."""

from fasthtml.common import *

from . import access
from .layout import page
from .network import is_loopback

ar = APIRouter()


@ar.get("/outbox")
async def outbox(req: Request):
    if not is_open(req):
        raise HTTPException(404)
    mails = [Letter(mail.to, mail.subject, mail.body) for mail in access.services(req).mailer.outbox]
    note = P("No mail server is set, so mails wait here. Only this computer can see this page.")
    return page(req, "Outbox", H1("Outbox"), note, *(mails or [P("No mail yet.")]))


def is_open(req: Request) -> bool:
    return not access.services(req).settings.has_mail_server and is_loopback(req)


def Letter(to: str, subject: str, body: str):
    return Article(H2(str(subject)), P(f"To {to}"), P(*lines(str(body))))


def lines(body: str) -> list:
    """A mail's text, with its links to follow."""
    parts = []
    for line in body.splitlines():
        parts += [A(line, href=line) if line.startswith("http") else line, Br()]
    return parts


def MailWaits(req: Request):
    """Tells where the mail is when no mail server is set."""
    if is_open(req):
        return P("No mail server is set up here. Your mail waits in the ", A("outbox", href="/outbox"), ".")
    return P("It may take some minutes. Please look also into the spam folder.")
