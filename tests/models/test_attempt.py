"""Attempts: how long to wait until the next one is allowed."""

from models import attempt as attempts


def age(db, seconds: int) -> None:
    db.run("UPDATE attempts SET created_at = datetime(created_at, ?)", f"-{seconds} seconds")


def test_below_the_limit_there_is_no_wait(db):
    attempts.add(db, "sign-in", "maria")
    assert attempts.wait(db, "sign-in", "maria", 2, 900) == 0


def test_at_the_limit_one_waits_until_the_oldest_of_the_last_ones_is_out_of_the_window(db):
    attempts.add(db, "sign-in", "maria")
    age(db, 600)
    attempts.add(db, "sign-in", "maria")
    assert 298 <= attempts.wait(db, "sign-in", "maria", 2, 900) <= 300
    age(db, 301)
    assert attempts.wait(db, "sign-in", "maria", 2, 900) == 0


def test_kinds_and_people_are_counted_apart(db):
    attempts.add(db, "sign-in", "maria")
    assert attempts.wait(db, "sign-in", "ali", 1, 900) == 0
    assert attempts.wait(db, "network", "maria", 1, 900) == 0
    assert attempts.wait(db, "sign-in", "maria", 1, 900) > 0


def test_all_attempts_or_the_last_one_can_be_forgotten(db):
    for who in ("maria", "maria", "ali"):
        attempts.add(db, "sign-in", who)
    attempts.forget_last(db, "sign-in", "maria")
    assert db.value("SELECT count(*) FROM attempts WHERE who = 'maria'") == 1
    attempts.forget(db, "sign-in", "maria")
    assert db.column("SELECT who FROM attempts") == ["ali"]


def test_old_attempts_are_not_kept(db):
    attempts.add(db, "sign-in", "maria")
    age(db, attempts.LONGEST_SECONDS + 1)
    attempts.add(db, "sign-in", "ali")
    assert db.column("SELECT who FROM attempts") == ["ali"]
