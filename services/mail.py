"""Mail: through the configured SMTP server, or into the outbox of a first run on one's own machine."""

import asyncio
import contextlib
import logging
import smtplib
import ssl
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from config.settings import Settings
from texts import N_, _

from .problems import MailNotSent

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10
KEPT_MAILS = 50
TLS_PORT = 465
NOT_SENT = N_("We could not send the mail: the mail server did not take it. Try again later.")
_posters = ThreadPoolExecutor(4, thread_name_prefix="mail")  # a server that hangs holds up mails and nothing else


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    body: str


class Mailer:
    """The outbox lives in memory: its mails hold working links, which belong in no file."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._on_their_way: set[asyncio.Task[None]] = set()
        self.outbox: deque[Mail] = deque(maxlen=KEPT_MAILS)

    async def send(self, mail: Mail) -> None:
        """Raises MailNotSent when the server refuses, hangs or is down."""
        if not self._settings.has_mail_server:
            self.outbox.appendleft(mail)
            log.info("no mail server is set: a mail waits at %s/outbox", self._settings.base_url)
            return
        await self._try(self._deliver, mail)

    def send_later(self, mail: Mail) -> None:
        """Nobody waits for this mail, and nobody can tell from the answer's time that there is one."""
        task = asyncio.create_task(self._send_quietly(mail))
        self._on_their_way.add(task)
        task.add_done_callback(self._on_their_way.discard)

    async def check(self) -> None:
        """As much of sending as does not depend on whom: connect and sign in. Raises MailNotSent."""
        if self._settings.has_mail_server:
            await self._try(self._say_hello)

    async def stop(self) -> None:
        """Mails that are on their way are still delivered."""
        if self._on_their_way:
            await asyncio.wait(self._on_their_way, timeout=TIMEOUT_SECONDS)

    async def _send_quietly(self, mail: Mail) -> None:
        with contextlib.suppress(MailNotSent):
            await self.send(mail)

    async def _try(self, work: Callable[..., None], *mail: Mail) -> None:
        try:
            await asyncio.get_running_loop().run_in_executor(_posters, work, *mail)
        except (smtplib.SMTPException, OSError) as error:
            log.warning("mail was not sent: %s", type(error).__name__)
            raise MailNotSent(_(NOT_SENT)) from None

    def _say_hello(self) -> None:
        with self._connected() as smtp:
            smtp.noop()

    def _deliver(self, mail: Mail) -> None:
        with self._connected() as smtp:
            smtp.send_message(self._message(mail), to_addrs=[mail.to])

    @contextlib.contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        server, port = self._settings.smtp_server, self._settings.smtp_port
        verified = ssl.create_default_context()
        if port == TLS_PORT:
            connection = smtplib.SMTP_SSL(server, port, timeout=TIMEOUT_SECONDS, context=verified)
        else:
            connection = smtplib.SMTP(server, port, timeout=TIMEOUT_SECONDS)
        with connection as smtp:
            if port != TLS_PORT:
                smtp.starttls(context=verified)
            if self._settings.smtp_username:
                smtp.login(self._settings.smtp_username, self._settings.smtp_password)
            yield smtp

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._settings.mail_from or self._settings.smtp_username or "talkbuddy@localhost"
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid()
        message.set_content(mail.body)
        return message
