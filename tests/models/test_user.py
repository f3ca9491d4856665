"""Users and registrations."""

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


def test_a_confirmed_new_address_replaces_the_old_one_unless_another_account_has_it(db, maria):
    users.add(db, "taken@example.org", "a hash")
    assert not users.replace_email(db, maria, "taken@example.org")
    assert users.replace_email(db, maria, "new@example.org")
    user = users.by_email(db, "new@example.org")
    assert user and user.id == maria and user.email_verified
    assert users.by_email(db, "maria@example.org") is None


def test_registrations_are_counted_by_address_and_utc_day(db):
    for address in ("10.0.0.1", "10.0.0.1", "10.0.0.2"):
        users.note_registration(db, address)
    assert users.registrations_today(db, "10.0.0.1") == 2
    db.run("UPDATE registrations SET created_at = datetime('now', 'start of day', '-1 second')")
    assert users.registrations_today(db, "10.0.0.1") == 0


def test_network_addresses_are_forgotten_when_their_day_is_over(db):
    users.note_registration(db, "10.0.0.1")
    db.run("UPDATE registrations SET created_at = datetime('now', 'start of day', '-1 second')")
    users.note_registration(db, "10.0.0.2")
    assert db.column("SELECT address FROM registrations") == ["10.0.0.2"]
