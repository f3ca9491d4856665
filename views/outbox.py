"""The outbox of a first run: mails that wait because no mail server is set, for this computer only."""

from fasthtml.common import *

from texts import _, around

from . import access
from .layout import page
from .network import is_loopback

ar = APIRouter()


@ar.get("/outbox")
async def outbox(req: Request):
    if not is_open(req):
        raise HTTPException(404)
    mails = [Letter(mail.to, mail.subject, mail.body) for mail in access.services(req).mailer.outbox]
    note = P(_("No mail server is set, so mails wait here. Only this computer can see this page."))
    return page(req, _("Outbox"), H1(_("Outbox")), note, *(mails or [P(_("No mail yet."))]))


def is_open(req: Request) -> bool:
    return not access.services(req).settings.has_mail_server and is_loopback(req)


def Letter(to: str, subject: str, body: str):
    return Article(H2(str(subject)), P(_("To {address}", address=to)), P(*lines(str(body))))


def lines(body: str) -> list:
    """A mail's text, with its links to follow."""
    parts = []
    for line in body.splitlines():
        parts += [A(line, href=line, translate="no") if line.startswith("http") else line, Br()]
    return parts


def MailWaits(req: Request):
    """Tells where the mail is when no mail server is set."""
    if is_open(req):
        waits = _("No mail server is set up here. Your mail waits in the {outbox}.")
        return P(*around(waits, outbox=A(_("outbox"), href="/outbox")))
    return P(_("It may take some minutes. Please look also into the spam folder."))
