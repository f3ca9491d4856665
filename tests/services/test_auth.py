"""Accounts: an address proves itself, a password is heard whole, and strangers learn nothing."""

import asyncio
import re
import time
from dataclasses import replace

import bcrypt
import pytest

from models import user as users
from services.addresses import normalised
from services.auth import Auth
from services.mail import Mailer
from services.problems import FieldProblem, TooMany
from services.visit import Visit

PASSWORD = "correct horse battery"
HERE, ELSEWHERE = Visit("192.0.2.1", "Firefox"), Visit("192.0.2.2", "Chrome")


@pytest.fixture
def auth(db, settings, mailer, cheap_hashes) -> Auth:
    return Auth(db, replace(settings, max_registrations_per_ip_per_day=0), mailer)


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


BAD_ADDRESSES = [
    "",
    "maria",
    "maria@localhost",
    "@example.org",
    "maria@example.org, eve@example.com",
    "maria@example.org;eve@example.com",
    "maria@example.org eve@example.com",
    "maria@example.org\nBcc: eve@example.com",
    "Maria <maria@example.org>",
    '"a b"@example.org',
    "maria@@example.org",
    "m" * 250 + "@example.org",
    "maria@example.org\0",
]


@pytest.mark.parametrize("email", BAD_ADDRESSES)
def test_what_is_not_one_address_is_refused(email):
    with pytest.raises(FieldProblem) as refused:
        normalised(email)
    assert refused.value.field == "email"


@pytest.mark.parametrize(
    ("email", "same"),
    [("Maria@Example.org", "maria@example.org"), (" a.b+c@x-y.co.uk ", "a.b+c@x-y.co.uk"), ("ａ@b.org", "a@b.org")],
)
def test_ways_to_write_one_address_are_the_same_account(email, same):
    assert normalised(email) == same


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


async def test_three_accounts_a_day_from_one_network(db, settings, mailer, cheap_hashes):
    auth = Auth(db, settings, mailer)
    for number in range(3):
        await auth.register(f"student{number}@example.org", PASSWORD, HERE)
    with pytest.raises(TooMany, match="tomorrow"):
        await auth.register("student3@example.org", PASSWORD, HERE)
    await auth.register("student4@example.org", PASSWORD, ELSEWHERE)
    assert users.by_email(db, "student3@example.org") is None


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


async def sign_in_wrongly(auth, visit: Visit, times: int, email: str = "maria@example.org") -> None:
    for _ in range(times):
        assert await auth.sign_in(email, "a wrong password", visit) is None


async def test_after_ten_wrong_passwords_one_waits_and_is_told_how_long(auth, db):
    await auth.register("maria@example.org", PASSWORD, HERE)
    await sign_in_wrongly(auth, HERE, 10)
    with pytest.raises(TooMany, match="Try again in 15 minutes") as refused:
        await auth.sign_in("maria@example.org", PASSWORD, HERE)
    assert refused.value.seconds and 890 <= refused.value.seconds <= 900
    db.run("UPDATE attempts SET created_at = datetime('now', '-15 minutes')")
    assert await auth.sign_in("maria@example.org", PASSWORD, HERE)


async def test_an_unknown_address_is_throttled_alike(auth):
    await sign_in_wrongly(auth, HERE, 10, "nobody@example.org")
    with pytest.raises(TooMany, match="Try again in 15 minutes"):
        await auth.sign_in("nobody@example.org", PASSWORD, HERE)


async def test_the_owner_from_elsewhere_is_not_locked_out(auth):
    await auth.register("maria@example.org", PASSWORD, HERE)
    await sign_in_wrongly(auth, HERE, 10)
    assert await auth.sign_in("maria@example.org", PASSWORD, ELSEWHERE)


async def test_the_owners_browser_is_not_locked_out_by_others_in_the_same_network(auth):
    await auth.register("maria@example.org", PASSWORD, HERE)
    before = await auth.sign_in("maria@example.org", PASSWORD, HERE)
    await sign_in_wrongly(auth, HERE, 10)
    for number in range(40):
        await sign_in_wrongly(auth, HERE, 1, f"nobody{number}@example.org")
    with pytest.raises(TooMany):
        await auth.sign_in("maria@example.org", PASSWORD, HERE)
    assert await auth.sign_in("maria@example.org", PASSWORD, replace(HERE, known=before.known))


async def test_the_mark_of_a_known_browser_is_good_for_its_account_only_and_not_without_end(auth):
    for name in ("maria", "ali"):
        await auth.register(f"{name}@example.org", PASSWORD, HERE)
    ali = await auth.sign_in("ali@example.org", PASSWORD, HERE)
    await sign_in_wrongly(auth, HERE, 10)
    for mark in (ali.known, "made.up", "ü", "."):
        with pytest.raises(TooMany):
            await auth.sign_in("maria@example.org", PASSWORD, replace(HERE, known=mark))
    alis_browser = replace(ELSEWHERE, known=ali.known)
    await sign_in_wrongly(auth, alis_browser, 10, "ali@example.org")
    with pytest.raises(TooMany):
        await auth.sign_in("ali@example.org", PASSWORD, alis_browser)


async def test_fifty_wrong_attempts_close_a_network_and_a_classroom_that_signs_in_does_not(auth):
    for number in range(55):
        await auth.register(f"student{number}@example.org", PASSWORD, ELSEWHERE)
        assert await auth.sign_in(f"student{number}@example.org", PASSWORD, HERE)
    for number in range(50):
        await sign_in_wrongly(auth, HERE, 1, f"student{number}@example.org")
    with pytest.raises(TooMany, match="from your network"):
        await auth.sign_in("student54@example.org", PASSWORD, HERE)
    assert await auth.sign_in("student54@example.org", PASSWORD, ELSEWHERE)


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


async def test_a_mail_is_sent_again_once_a_minute_and_five_times_a_day(auth, mailer, db):
    await auth.register("maria@example.org", PASSWORD, HERE)
    user = users.by_email(db, "maria@example.org")
    for _ in range(5):
        await auth.resend(user)
        with pytest.raises(TooMany, match="in 1 minute"):
            await auth.resend(user)
        db.run("UPDATE attempts SET created_at = datetime(created_at, '-1 minute')")
    with pytest.raises(TooMany, match="in 24 hours"):
        await auth.resend(user)
    assert len(mailer.outbox) == 6


async def test_nobody_can_fill_a_mailbox_by_registering_it_again_and_again(auth, mailer):
    for _ in range(8):
        await auth.register("maria@example.org", PASSWORD, HERE)
    assert len(mailer.outbox) == 5
    assert auth.verify(token(mailer)), "the last link that was sent works"
