"""Mailed tokens: good for one purpose, once, for a while."""

from models import mail_token


def used(db, purpose, token_hash) -> int | None:
    found = mail_token.use(db, purpose, token_hash)
    return found.user_id if found else None


def test_a_token_works_once_and_for_its_purpose(db, maria):
    mail_token.add(db, maria, "verify", "digest", 60)
    assert used(db, "reset", "digest") is None
    assert used(db, "verify", "other") is None
    assert used(db, "verify", "digest") == maria
    assert used(db, "verify", "digest") is None


def test_a_token_expires(db, maria):
    mail_token.add(db, maria, "verify", "digest", 60)
    db.run("UPDATE mail_tokens SET expires_at = datetime('now', '-1 second')")
    assert used(db, "verify", "digest") is None


def test_a_new_token_ends_the_older_ones_of_its_purpose(db, maria):
    mail_token.add(db, maria, "verify", "first", 60)
    mail_token.add(db, maria, "reset", "password", 60)
    mail_token.add(db, maria, "verify", "second", 60)
    assert used(db, "verify", "first") is None
    assert used(db, "verify", "second") == maria
    assert used(db, "reset", "password") == maria


def test_asking_whether_a_token_is_good_does_not_use_it(db, maria):
    mail_token.add(db, maria, "reset", "digest", 30)
    assert mail_token.is_live(db, "reset", "digest") and mail_token.is_live(db, "reset", "digest")
    assert not mail_token.is_live(db, "verify", "digest")
    assert used(db, "reset", "digest") == maria
    assert not mail_token.is_live(db, "reset", "digest")


def test_a_token_for_a_new_address_carries_it(db, maria):
    mail_token.add(db, maria, "address", "digest", 60, "new@example.org")
    found = mail_token.use(db, "address", "digest")
    assert found and (found.user_id, found.email) == (maria, "new@example.org")


def test_all_tokens_of_a_user_can_be_ended(db, maria):
    mail_token.add(db, maria, "reset", "one", 60)
    mail_token.add(db, maria, "address", "two", 60, "new@example.org")
    mail_token.end_all(db, maria)
    assert used(db, "reset", "one") is None and used(db, "address", "two") is None
