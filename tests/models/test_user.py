"""Users, sign-ins and mailed tokens."""

import apsw
import pytest

from models import user as users


def test_a_user_is_found_by_id_and_address_and_starts_unverified(db, maria):
    user = users.get(db, maria)
    assert user and user == users.by_email(db, "maria@example.org")
    assert not user.email_verified and user.last_login is None
    users.mark_verified(db, maria)
    verified = users.get(db, maria)
    assert verified and verified.email_verified


def test_a_user_prints_as_a_number_only(db, maria):
    assert repr(users.get(db, maria)) == f"User({maria})"


def test_an_address_has_one_account(db, maria):
    with pytest.raises(apsw.ConstraintError):
        users.add(db, "maria@example.org", "another hash")


def test_a_sign_in_is_known_until_it_ends(db, maria):
    users.add_signin(db, maria, "digest", "Firefox")
    user = users.by_signin(db, "digest")
    assert user and user.id == maria and user.last_login
    users.end_signin(db, "digest")
    assert users.by_signin(db, "digest") is None


@pytest.mark.parametrize(
    ("column", "too_long", "not_yet"),
    [
        ("created_at", users.SIGNIN_DAYS, users.SIGNIN_DAYS - 1),
        ("last_seen_at", users.SIGNIN_IDLE_DAYS, users.SIGNIN_IDLE_DAYS - 1),
    ],
)
def test_a_sign_in_ends_when_it_is_old_or_idle(db, maria, column, too_long, not_yet):
    users.add_signin(db, maria, "digest", "")
    db.run(f"UPDATE signins SET {column} = datetime('now', ?)", f"-{not_yet} days")
    assert users.by_signin(db, "digest")
    db.run(f"UPDATE signins SET {column} = datetime('now', ?)", f"-{too_long} days")
    assert users.by_signin(db, "digest") is None


def test_being_seen_keeps_a_sign_in_from_going_idle(db, maria):
    users.add_signin(db, maria, "digest", "")
    db.run("UPDATE signins SET last_seen_at = datetime('now', '-6 days')")
    users.by_signin(db, "digest")
    assert db.value("SELECT last_seen_at > datetime('now', '-1 minute') FROM signins")


def test_a_token_works_once_and_for_its_purpose(db, maria):
    users.add_token(db, maria, "verify", "digest", 24)
    assert users.use_token(db, "reset", "digest") is None
    assert users.use_token(db, "verify", "other") is None
    assert users.use_token(db, "verify", "digest") == maria
    assert users.use_token(db, "verify", "digest") is None


def test_a_token_expires(db, maria):
    users.add_token(db, maria, "verify", "digest", 24)
    db.run("UPDATE mail_tokens SET expires_at = datetime('now', '-1 second')")
    assert users.use_token(db, "verify", "digest") is None


def test_a_new_token_ends_the_older_ones_of_its_purpose(db, maria):
    users.add_token(db, maria, "verify", "first", 24)
    users.add_token(db, maria, "reset", "password", 24)
    users.add_token(db, maria, "verify", "second", 24)
    assert users.use_token(db, "verify", "first") is None
    assert users.use_token(db, "verify", "second") == maria
    assert users.use_token(db, "reset", "password") == maria


def test_registrations_are_counted_by_address_and_utc_day(db):
    for address in ("10.0.0.1", "10.0.0.1", "10.0.0.2"):
        users.note_registration(db, address)
    assert users.registrations_today(db, "10.0.0.1") == 2
    db.run("UPDATE registrations SET created_at = datetime('now', 'start of day', '-1 second')")
    assert users.registrations_today(db, "10.0.0.1") == 0
