"""Mail goes out encrypted to a server that proves who it is, or not at all."""

import asyncio
import email
import email.policy
import time
from dataclasses import replace

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from config.settings import Settings
from services import mail as mails
from services.mail import Mail, Mailer
from services.problems import MailNotSent
from tests.conftest import free_port
from tests.support.post import Postbox, self_signed

LETTER = Mail(
    "maria@example.org", "Please confirm your e-mail address", "Grüße!\n\nhttps://x.example/verify?token=abc\n"
)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    return lambda host: self_signed(host, tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def smtp(certificate, monkeypatch):
    """smtp(**options): a running server with STARTTLS for 127.0.0.1, trusted unless told otherwise."""
    running = []

    def start(host: str = "127.0.0.1", trusted: bool = True, tls: bool = True, **options) -> tuple[Postbox, Settings]:
        file, context = certificate(host)
        if trusted:
            monkeypatch.setenv("SSL_CERT_FILE", str(file))
        if tls:
            options |= {"tls_context": context, "require_starttls": True}
        box = Postbox()
        controller = Controller(box, hostname="127.0.0.1", port=free_port(), **options)
        controller.start()
        running.append(controller)
        return box, Settings(smtp_server="127.0.0.1", smtp_port=controller.port, mail_from="talk@example.org")

    yield start
    for controller in running:
        controller.stop()


async def test_a_mail_is_delivered_through_starttls(smtp):
    box, settings = smtp()
    await Mailer(settings).send(LETTER)
    ((encrypted, envelope),) = box.mails
    assert encrypted
    assert (envelope.mail_from, envelope.rcpt_tos) == ("talk@example.org", ["maria@example.org"])
    message = email.message_from_bytes(envelope.content, policy=email.policy.default)
    assert (message["To"], message["Subject"]) == (LETTER.to, LETTER.subject)
    assert message["From"] == "talk@example.org" and message["Date"] and message["Message-ID"]
    assert message.get_content().replace("\r\n", "\n") == LETTER.body


async def test_the_user_name_and_the_password_are_sent_after_encryption_only(smtp):
    seen = []

    def authenticate(server, session, envelope, mechanism, login):
        seen.append((session.ssl is not None, login.login, login.password))
        return AuthResult(success=login.password == b"right", handled=False)

    box, settings = smtp(authenticator=authenticate, auth_required=True)
    signed_in = replace(settings, smtp_username="talk", smtp_password="right")
    await Mailer(signed_in).send(LETTER)
    assert seen == [(True, b"talk", b"right")] and len(box.mails) == 1
    with pytest.raises(MailNotSent):
        await Mailer(replace(signed_in, smtp_password="wrong")).send(LETTER)


async def not_sent(settings: Settings, mail: Mail = LETTER) -> None:
    with pytest.raises(MailNotSent) as failed:
        await Mailer(settings).send(mail)
    assert "Try again later" in str(failed.value) and failed.value.__suppress_context__


async def test_a_server_without_starttls_gets_no_mail(smtp):
    box, settings = smtp(tls=False)
    await not_sent(settings)
    assert box.mails == []


async def test_a_server_with_a_certificate_that_nobody_trusts_gets_no_mail(smtp):
    box, settings = smtp(trusted=False)
    await not_sent(settings)
    assert box.mails == []


async def test_a_server_with_somebody_elses_certificate_gets_no_mail(smtp):
    box, settings = smtp(host="mail.example.com")
    await not_sent(settings)
    assert box.mails == []


async def test_a_server_that_is_down_is_said_in_words():
    await not_sent(Settings(smtp_server="127.0.0.1", smtp_port=free_port()))


async def test_a_server_that_hangs_is_given_up_and_the_program_goes_on(monkeypatch):
    monkeypatch.setattr(mails, "TIMEOUT_SECONDS", 0.5)

    async def say_nothing(reader, writer) -> None:
        await reader.read()
        writer.close()

    hanging = await asyncio.start_server(say_nothing, "127.0.0.1", 0)
    settings = Settings(smtp_server="127.0.0.1", smtp_port=hanging.sockets[0].getsockname()[1])
    began, ticks = time.monotonic(), 0
    sending = asyncio.create_task(not_sent(settings))
    while not sending.done():
        await asyncio.sleep(0.05)
        ticks += 1
    await sending
    assert time.monotonic() - began < 2 and ticks > 5
    hanging.close()
    await asyncio.sleep(0.05)


async def test_a_mailbox_that_does_not_exist_is_said_in_words(smtp):
    _, settings = smtp()
    await not_sent(settings, replace(LETTER, to="nobody@example.org"))


@pytest.mark.parametrize(
    "to", ["a\x01b@example.org", "a..b@example.org", "ü@example.org", "a@exa\x7fmple.org", "a@b.c]"]
)
async def test_an_address_that_cannot_be_mailed_is_said_in_words(smtp, to):
    """The form's own check lets some of these through."""
    box, settings = smtp()
    try:
        await Mailer(settings).send(replace(LETTER, to=to))
        assert len(box.mails) == 1
    except MailNotSent:
        assert box.mails == []


async def test_without_a_server_mails_wait_in_the_outbox_the_newest_first(caplog):
    mailer = Mailer(Settings())
    for number in range(60):
        await mailer.send(replace(LETTER, to=f"student{number}@example.org"))
    assert [mail.to for mail in mailer.outbox][:2] == ["student59@example.org", "student58@example.org"]
    assert len(mailer.outbox) == 50
    assert "token" not in caplog.text
