"""A forgotten password: strangers learn nothing, and the link works once for half an hour."""

import re
import time
from dataclasses import replace

import pytest

from config.settings import Settings
from models import user as users
from services import passwords
from services.auth import Auth
from services.mail import Mailer
from services.problems import FieldProblem, MailNotSent, TooMany
from services.recovery import Recovery
from services.visit import Visit
from tests.conftest import free_port

PASSWORD, NEW = "correct horse battery", "a brand new password"
HERE = Visit("192.0.2.1", "Firefox")


@pytest.fixture
async def auth(db, settings, mailer, cheap_hashes) -> Auth:
    auth = Auth(db, replace(settings, max_registrations_per_ip_per_day=0), mailer)
    await auth.register("maria@example.org", PASSWORD, HERE)
    mailer.outbox.clear()
    return auth


@pytest.fixture
def recovery(db, settings, mailer, auth) -> Recovery:
    return Recovery(db, settings, mailer)


async def mailed_token(recovery: Recovery, mailer: Mailer) -> str:
    await recovery.forgot("Maria@Example.org", HERE)
    await mailer.stop()
    return re.findall(r"/reset\?token=(\S+)", mailer.outbox[0].body)[0]


async def test_a_new_password_by_mail_ends_every_sign_in_and_confirms_the_address(recovery, mailer, auth, db):
    before = await auth.sign_in("maria@example.org", PASSWORD, HERE)
    token = await mailed_token(recovery, mailer)
    assert await recovery.reset(token, NEW)
    assert auth.who(before.token) is None
    assert await auth.sign_in("maria@example.org", PASSWORD, HERE) is None
    assert await auth.sign_in("maria@example.org", NEW, HERE)
    user = users.by_email(db, "maria@example.org")
    assert user and user.email_verified
    await mailer.stop()
    assert mailer.outbox[0].subject == "Your password was changed"


async def test_a_link_works_once_and_for_half_an_hour(recovery, mailer, db):
    token = await mailed_token(recovery, mailer)
    assert not await recovery.reset(token + "x", NEW)
    db.run("UPDATE mail_tokens SET expires_at = datetime(expires_at, '-30 minutes')")
    assert not await recovery.reset(token, NEW)
    db.run("UPDATE mail_tokens SET expires_at = datetime(expires_at, '+30 minutes')")
    assert await recovery.reset(token, NEW)
    assert not await recovery.reset(token, PASSWORD)


async def test_a_password_that_will_not_do_leaves_the_link_good(recovery, mailer):
    token = await mailed_token(recovery, mailer)
    with pytest.raises(FieldProblem):
        await recovery.reset(token, "password")
    assert await recovery.reset(token, NEW)


async def test_an_address_without_an_account_gets_no_mail_and_the_same_answer(recovery, mailer, monkeypatch):
    hashes = []
    real = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda *arguments: hashes.append(arguments) or real(*arguments))
    answers = [await recovery.forgot(f"{name}@example.org", HERE) for name in ("maria", "nobody")]
    await mailer.stop()
    assert answers == [None, None]
    assert [mail.to for mail in mailer.outbox] == ["maria@example.org"]
    assert len(hashes) == 2 and hashes[0] == hashes[1], "one hash each"


async def test_the_answer_does_not_wait_for_the_mail(recovery, mailer, monkeypatch):
    monkeypatch.setattr(Mailer, "send", slow_send)
    began = time.monotonic()
    await recovery.forgot("maria@example.org", HERE)
    assert time.monotonic() - began < 1.5, "it costs one hash, not one mail"
    await mailer.stop()
    assert mailer.outbox, "it is delivered all the same"


async def slow_send(self, mail):
    import asyncio

    await asyncio.sleep(2)
    self.outbox.appendleft(mail)


async def test_a_mail_server_that_is_down_is_told_to_everybody_alike(db, settings, auth):
    down = Settings(**{**vars(settings), "smtp_server": "127.0.0.1", "smtp_port": free_port()})
    recovery, said = Recovery(db, down, Mailer(down)), []
    for name in ("maria", "nobody"):
        with pytest.raises(MailNotSent) as failed:
            await recovery.forgot(f"{name}@example.org", HERE)
        said.append(str(failed.value))
    assert said[0] == said[1]


async def test_nobody_can_fill_a_mailbox_by_asking_again(recovery, mailer, db):
    for _ in range(3):
        await recovery.forgot("maria@example.org", HERE)
    await mailer.stop()
    assert len(mailer.outbox) == 1
    for number in range(9):
        db.run("UPDATE attempts SET created_at = datetime(created_at, '-1 minute')")
        await recovery.forgot("maria@example.org", Visit(f"192.0.2.{number}"))
    await mailer.stop()
    assert len(mailer.outbox) == 5


async def test_asking_for_very_many_is_throttled_whether_or_not_there_is_an_account(recovery):
    for name in ("maria", "nobody"):
        for _ in range(10):
            await recovery.forgot(f"{name}@example.org", HERE)
        with pytest.raises(TooMany, match="Try again in 15 minutes"):
            await recovery.forgot(f"{name}@example.org", HERE)


async def test_what_is_no_address_is_refused_beside_its_field(recovery):
    with pytest.raises(FieldProblem) as refused:
        await recovery.forgot("maria", HERE)
    assert refused.value.field == "email"
