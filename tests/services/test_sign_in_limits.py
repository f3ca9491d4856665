"""Who guesses waits, who owns the account does not; and nobody's mailbox is filled."""

import re
from dataclasses import replace

import pytest

from models import user as users
from services.auth import Auth
from services.mail import Mailer
from services.problems import TooMany
from services.visit import Visit

PASSWORD = "correct horse battery"
HERE, ELSEWHERE = Visit("192.0.2.1", "Firefox"), Visit("192.0.2.2", "Chrome")


def token(mailer: Mailer) -> str:
    return re.findall(r"/verify\?token=(\S+)", mailer.outbox[0].body)[0]


async def test_three_accounts_a_day_from_one_network(db, settings, mailer, cheap_hashes):
    auth = Auth(db, settings, mailer)
    for number in range(3):
        await auth.register(f"student{number}@example.org", PASSWORD, HERE)
    with pytest.raises(TooMany, match="tomorrow"):
        await auth.register("student3@example.org", PASSWORD, HERE)
    await auth.register("student4@example.org", PASSWORD, ELSEWHERE)
    assert users.by_email(db, "student3@example.org") is None


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
