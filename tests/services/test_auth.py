"""Accounts: an address proves itself, a password is heard whole, and strangers learn nothing."""

import asyncio
import re
import time
from dataclasses import replace

import bcrypt
import pytest

from models import user as users
from services.auth import Auth
from services.mail import Mailer
from services.problems import FieldProblem
from services.visit import Visit

PASSWORD = "correct horse battery"
HERE, ELSEWHERE = Visit("192.0.2.1", "Firefox"), Visit("192.0.2.2", "Chrome")


def token(mailer: Mailer) -> str:
    return re.findall(r"/verify\?token=(\S+)", mailer.outbox[0].body)[0]


async def test_an_account_is_registered_confirmed_and_signed_in_to(auth, mailer, db):
    await auth.register(" Maria@Example.ORG ", PASSWORD, HERE)
    user = users.by_email(db, "maria@example.org")
    assert user and not user.email_verified and mailer.outbox[0].to == "maria@example.org"
    assert auth.verify(token(mailer))
    cookie = await auth.sign_in("MARIA@example.org", PASSWORD, HERE)
    signed_in = auth.who(cookie.token)
    assert signed_in and signed_in.id == user.id and signed_in.email_verified
    auth.sign_out(cookie.token)
    assert auth.who(cookie.token) is None


async def test_a_confirmation_works_once_and_not_with_another_letter(auth, mailer):
    await auth.register("maria@example.org", PASSWORD, HERE)
    sent = token(mailer)
    assert not auth.verify(sent[:-1] + ("a" if sent[-1] != "a" else "b"))
    assert not auth.verify("")
    assert auth.verify(sent)
    assert not auth.verify(sent)


async def test_a_mail_sent_again_ends_the_first_ones_link(auth, mailer, db):
    await auth.register("maria@example.org", PASSWORD, HERE)
    first = token(mailer)
    await auth.resend(users.by_email(db, "maria@example.org"))
    assert not auth.verify(first) and auth.verify(token(mailer))
    await auth.resend(users.by_email(db, "maria@example.org"))
    assert len(mailer.outbox) == 2, "who is confirmed needs no mail"


async def test_a_wrong_password_and_an_unknown_address_are_the_same_no(auth):
    await auth.register("maria@example.org", PASSWORD, HERE)
    assert await auth.sign_in("maria@example.org", PASSWORD + "x", HERE) is None
    assert await auth.sign_in("nobody@example.org", PASSWORD, HERE) is None
    assert await auth.sign_in("no address", PASSWORD, HERE) is None


async def test_an_unknown_address_costs_as_much_time_as_a_wrong_password(auth, monkeypatch):
    monkeypatch.undo()  # here the cost matters
    await auth.register("maria@example.org", PASSWORD, HERE)
    took = {}
    for email in ("maria@example.org", "nobody@example.org", "no address"):
        began = time.perf_counter()
        assert await auth.sign_in(email, "a wrong password", HERE) is None
        took[email] = time.perf_counter() - began
    assert min(took.values()) > 0.4 * max(took.values()), took


@pytest.mark.parametrize(
    "password",
    ["seven77", "x" * 73, "ü" * 37, "\N{GRINNING FACE}" * 19, "eight\0chars"],
    ids=["seven characters", "73 bytes", "74 bytes in 37 letters", "76 bytes in 19 faces", "a NUL, which bcrypt drops"],
)
async def test_a_password_that_bcrypt_does_not_hear_whole_is_refused(auth, db, password):
    with pytest.raises(FieldProblem) as refused:
        await auth.register("maria@example.org", password, HERE)
    assert refused.value.field == "password" and str(refused.value).endswith(".")
    assert users.by_email(db, "maria@example.org") is None


@pytest.mark.parametrize("password", ["eightlet", "x" * 72, "ü" * 36, " spaces around "])
async def test_what_fits_is_heard_to_its_last_byte(auth, password):
    await auth.register("maria@example.org", password, HERE)
    assert await auth.sign_in("maria@example.org", password, HERE)
    assert await auth.sign_in("maria@example.org", password[:-1], HERE) is None
    assert await auth.sign_in("maria@example.org", password + "x", HERE) is None


async def test_who_has_an_account_already_is_told_by_mail_only(auth, mailer, db):
    await auth.register("maria@example.org", PASSWORD, HERE)
    auth.verify(token(mailer))
    before = users.by_email(db, "maria@example.org")
    answer = await auth.register("maria@example.org", "another password", HERE)
    assert answer == await auth.register("new@example.org", PASSWORD, HERE)
    assert users.by_email(db, "maria@example.org") == before, "the password stays"
    mail = mailer.outbox[1]
    assert mail.to == "maria@example.org" and "already" in mail.subject and "token" not in mail.body


async def test_an_account_that_was_never_confirmed_goes_to_who_registers_it_again(auth, mailer):
    await auth.register("maria@example.org", "somebody else's", HERE)
    await auth.register("maria@example.org", PASSWORD, HERE)
    auth.verify(token(mailer))
    assert await auth.sign_in("maria@example.org", "somebody else's", HERE) is None
    assert await auth.sign_in("maria@example.org", PASSWORD, HERE)


async def test_neither_passwords_nor_tokens_nor_cookies_stand_in_the_database(auth, mailer, db):
    await auth.register("maria@example.org", PASSWORD, HERE)
    link = token(mailer)
    cookie = await auth.sign_in("maria@example.org", PASSWORD, HERE)
    db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    stored = db.path.read_bytes()
    assert b"maria@example.org" in stored
    assert not any(secret.encode() in stored for secret in (PASSWORD, link, cookie.token, cookie.known))


async def test_the_stored_hash_is_bcrypt_of_cost_12(db, settings, mailer):
    await Auth(db, settings, mailer).register("maria@example.org", PASSWORD, HERE)
    user = users.by_email(db, "maria@example.org")
    assert user and user.password_hash.startswith("$2b$12$")
    assert bcrypt.checkpw(PASSWORD.encode(), user.password_hash.encode())


def test_nobody_is_signed_in_without_or_with_a_made_up_cookie(auth):
    assert auth.who(None) is None and auth.who("") is None and auth.who("made up") is None
    auth.sign_out(None)
    auth.sign_out("made up")


async def test_a_sign_in_that_overlaps_with_a_new_password_fails(auth, db):
    await auth.register("maria@example.org", PASSWORD, HERE)
    signing_in = asyncio.create_task(auth.sign_in("maria@example.org", PASSWORD, HERE))
    await asyncio.sleep(0)
    users.replace_password(db, 1, "another hash")
    assert await signing_in is None


async def test_signing_in_again_ends_the_browsers_earlier_sign_in(auth):
    await auth.register("maria@example.org", PASSWORD, HERE)
    first = await auth.sign_in("maria@example.org", PASSWORD, HERE)
    second = await auth.sign_in("maria@example.org", PASSWORD, replace(HERE, token=first.token))
    assert auth.who(first.token) is None and auth.who(second.token)


async def test_registering_an_unconfirmed_address_again_ends_the_sign_ins_of_who_did_so_first(auth):
    await auth.register("maria@example.org", "somebody else's", ELSEWHERE)
    squatter = await auth.sign_in("maria@example.org", "somebody else's", ELSEWHERE)
    await auth.register("maria@example.org", PASSWORD, HERE)
    assert auth.who(squatter.token) is None
