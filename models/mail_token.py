"""Tokens that were mailed: only their hashes, each good for one purpose, once, for a while."""

from dataclasses import dataclass
from typing import Literal

from .database import Database, columns

Purpose = Literal["verify", "reset", "address"]
LIVE = "token_hash = ? AND purpose = ? AND used_at IS NULL AND expires_at > CURRENT_TIMESTAMP"


@dataclass(frozen=True)
class MailToken:
    """`email` is the new address where the purpose is to change it, otherwise ''."""

    user_id: int
    email: str


def add(db: Database, user_id: int, purpose: Purpose, token_hash: str, minutes: int, email: str = "") -> None:
    """A new token; older ones for the same purpose no longer count."""
    db.run("DELETE FROM mail_tokens WHERE user_id = ? AND purpose = ?", user_id, purpose)
    db.run(
        "INSERT INTO mail_tokens (token_hash, user_id, purpose, email, expires_at) "
        "VALUES (?, ?, ?, ?, datetime('now', ?))",
        token_hash,
        user_id,
        purpose,
        email,
        f"+{minutes} minutes",
    )


def is_live(db: Database, purpose: Purpose, token_hash: str) -> bool:
    return bool(db.value(f"SELECT EXISTS (SELECT 1 FROM mail_tokens WHERE {LIVE})", token_hash, purpose))


def use(db: Database, purpose: Purpose, token_hash: str) -> MailToken | None:
    """Consume a token in one statement; None when it is unknown, used or too old."""
    return db.row(
        MailToken,
        f"UPDATE mail_tokens SET used_at = CURRENT_TIMESTAMP WHERE {LIVE} RETURNING {columns(MailToken)}",
        token_hash,
        purpose,
    )


def end_all(db: Database, user_id: int) -> None:
    db.run("DELETE FROM mail_tokens WHERE user_id = ?", user_id)
