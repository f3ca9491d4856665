"""Sign-ins: known until they end, listed for their owner, ended one by one or all but one."""

import pytest

from models import signin as signins
from models import user as users


def test_a_sign_in_is_known_until_it_ends(db, maria):
    signins.add(db, maria, "digest", "Firefox")
    user = signins.user_of(db, "digest")
    assert user and user.id == maria and user.last_login
    signins.end(db, "digest")
    assert signins.user_of(db, "digest") is None


@pytest.mark.parametrize(
    ("column", "too_long", "not_yet"),
    [
        ("created_at", signins.LONGEST_DAYS, signins.LONGEST_DAYS - 1),
        ("last_seen_at", signins.IDLE_DAYS, signins.IDLE_DAYS - 1),
    ],
)
def test_a_sign_in_ends_when_it_is_old_or_idle(db, maria, column, too_long, not_yet):
    signins.add(db, maria, "digest", "")
    db.run(f"UPDATE signins SET {column} = datetime('now', ?)", f"-{not_yet} days")
    assert signins.user_of(db, "digest")
    db.run(f"UPDATE signins SET {column} = datetime('now', ?)", f"-{too_long} days")
    assert signins.user_of(db, "digest") is None


def test_being_seen_keeps_a_sign_in_from_going_idle(db, maria):
    signins.add(db, maria, "digest", "")
    db.run("UPDATE signins SET last_seen_at = datetime('now', '-6 days')")
    signins.user_of(db, "digest")
    assert db.value("SELECT last_seen_at > datetime('now', '-1 minute') FROM signins")


def test_the_users_own_sign_ins_are_listed_last_used_first(db, maria):
    other = users.add(db, "ali@example.org", "a hash")
    for number, device in enumerate(["phone", "laptop"]):
        signins.add(db, maria, f"digest{number}", device)
    signins.add(db, other, "another", "tablet")
    db.run("UPDATE signins SET last_seen_at = datetime('now', '-1 day') WHERE device = 'laptop'")
    assert [signin.device for signin in signins.of_user(db, maria)] == ["phone", "laptop"]


def test_one_can_end_ones_own_sign_ins_only(db, maria):
    other = users.add(db, "ali@example.org", "a hash")
    signins.add(db, maria, "digest", "phone")
    (phone,) = signins.of_user(db, maria)
    signins.end_one(db, other, phone.id)
    assert signins.user_of(db, "digest")
    signins.end_one(db, maria, phone.id)
    assert signins.user_of(db, "digest") is None


def test_all_but_one_can_be_ended(db, maria):
    for name in ("kept", "gone", "gone too"):
        signins.add(db, maria, name, "")
    signins.end_others(db, maria, "kept")
    assert [signin.token_hash for signin in signins.of_user(db, maria)] == ["kept"]
    signins.end_others(db, maria)
    assert signins.of_user(db, maria) == []


def test_what_is_too_old_is_neither_listed_nor_kept(db, maria):
    signins.add(db, maria, "old", "")
    db.run("UPDATE signins SET created_at = datetime('now', '-15 days')")
    assert signins.of_user(db, maria) == []
    signins.add(db, maria, "new", "")
    assert db.column("SELECT token_hash FROM signins") == ["new"]
