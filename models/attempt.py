"""Attempts at what is limited by time, such as sign-ins and mails."""

from .database import Database

LONGEST_SECONDS = 24 * 3600


def add(db: Database, kind: str, who: str) -> None:
    """Attempts are kept for no longer than a limit may look back."""
    db.run("DELETE FROM attempts WHERE created_at < datetime('now', ?)", f"-{LONGEST_SECONDS} seconds")
    db.run("INSERT INTO attempts (kind, who) VALUES (?, ?)", kind, who)


def wait(db: Database, kind: str, who: str, most: int, seconds: int) -> int:
    """Seconds until another attempt would be one of at most `most` within `seconds`; 0 when it is now."""
    return (
        db.value(
            "SELECT max(1, strftime('%s', created_at) + ? - strftime('%s', 'now')) FROM attempts "
            "WHERE kind = ? AND who = ? AND created_at > datetime('now', ?) ORDER BY created_at DESC, id DESC "
            "LIMIT 1 OFFSET ?",
            seconds,
            kind,
            who,
            f"-{seconds} seconds",
            most - 1,
        )
        or 0
    )


def forget(db: Database, kind: str, who: str) -> None:
    db.run("DELETE FROM attempts WHERE kind = ? AND who = ?", kind, who)


def forget_last(db: Database, kind: str, who: str) -> None:
    db.run(
        "DELETE FROM attempts WHERE id = (SELECT max(id) FROM attempts WHERE kind = ? AND who = ?)",
        kind,
        who,
    )
