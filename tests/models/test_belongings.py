"""What is stored about one user: every table is either told or known to hold nothing of theirs."""

from models import belongings, signin, turn, user
from models import session as sessions

NOBODYS = {"notes", "scenarios", "registrations", "attempts", "sqlite_sequence", "sqlite_stat1", "sqlite_stat4"}


def test_every_table_is_told_or_belongs_to_nobody(db, maria):
    tables = set(db.column("SELECT name FROM sqlite_schema WHERE type = 'table'"))
    assert tables - set(belongings.of_user(db, maria)) <= NOBODYS


def test_only_ones_own_rows_are_told_and_no_secret(db, maria, small_talk):
    ali = user.add(db, "ali@example.org", "ali's hash")
    for who in (maria, ali):
        signin.add(db, who, f"secret {who}", "Firefox")
        session = sessions.start(db, who, small_talk.id, small_talk.session_type)
        turn.add_heard(db, session, "t1", f"I am number {who}.", "typed")
    found = belongings.of_user(db, maria)
    assert [row["email"] for row in found["users"]] == ["maria@example.org"]
    assert [row["text"] for row in found["turns"]] == [f"I am number {maria}."]
    assert [row["device"] for row in found["signins"]] == ["Firefox"]
    assert "secret" not in str(found) and "a hash" not in str(found)
