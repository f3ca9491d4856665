"""Mail: through the configured SMTP server, or into the outbox of a first run on one's own machine."""

import asyncio
import logging
import smtplib
import ssl
from collections import deque
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

from config.settings import Settings

from .problems import MailNotSent

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 10
KEPT_MAILS = 50
TLS_PORT = 465


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    body: str


class Mailer:
    """The outbox lives in memory: its mails hold working links, which belong in no file."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.outbox: deque[Mail] = deque(maxlen=KEPT_MAILS)

    async def send(self, mail: Mail) -> None:
        """Raises MailNotSent when the server refuses, hangs or is down."""
        if not self._settings.has_mail_server:
            self.outbox.appendleft(mail)
            log.info("no mail server is set: a mail waits at %s/outbox", self._settings.base_url)
            return
        try:
            await asyncio.to_thread(self._deliver, mail)
        except (smtplib.SMTPException, OSError) as error:
            log.warning("mail was not sent: %s", type(error).__name__)
            raise MailNotSent("We could not send the mail: the mail server did not take it. Try again later.") from None

    def _deliver(self, mail: Mail) -> None:
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
            smtp.send_message(self._message(mail), to_addrs=[mail.to])

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._settings.mail_from or self._settings.smtp_username or "talkbuddy@localhost"
        message["To"] = mail.to
        message["Subject"] = mail.subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid()
        message.set_content(mail.body)
        return message
