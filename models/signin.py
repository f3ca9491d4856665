"""Sign-ins: one row for each browser in which somebody is signed in."""

from dataclasses import dataclass

from .database import Database, columns
from .user import User

LONGEST_DAYS = 14
IDLE_DAYS = 7
LIVE = (
    f"s.created_at > datetime('now', '-{LONGEST_DAYS} days') AND s.last_seen_at > datetime('now', '-{IDLE_DAYS} days')"
)


@dataclass(frozen=True)
class SignIn:
    """`device` is what the browser calls itself."""

    id: int
    token_hash: str
    device: str
    created_at: str
    last_seen_at: str

    def __repr__(self) -> str:
        return f"SignIn({self.id})"


def add(db: Database, user_id: int, token_hash: str, device: str) -> None:
    db.run(f"DELETE FROM signins AS s WHERE NOT ({LIVE})")
    db.run("INSERT INTO signins (token_hash, user_id, device) VALUES (?, ?, ?)", token_hash, user_id, device)
    db.run("UPDATE users SET last_login = CURRENT_TIMESTAMP WHERE id = ?", user_id)


def user_of(db: Database, token_hash: str) -> User | None:
    """The user behind a sign-in that is neither too old nor idle for too long; notes that it was seen."""
    found = db.row(
        User,
        f"SELECT {columns(User, 'u')} FROM users u JOIN signins s ON s.user_id = u.id "
        f"WHERE s.token_hash = ? AND {LIVE}",
        token_hash,
    )
    if found:
        db.run(
            "UPDATE signins SET last_seen_at = CURRENT_TIMESTAMP "
            "WHERE token_hash = ? AND last_seen_at < datetime('now', '-5 minutes')",
            token_hash,
        )
    return found


def of_user(db: Database, user_id: int) -> list[SignIn]:
    """Where the user is signed in, last used first."""
    return db.rows(
        SignIn,
        f"SELECT {columns(SignIn, 's')} FROM signins s WHERE s.user_id = ? AND {LIVE} "
        "ORDER BY s.last_seen_at DESC, s.id DESC",
        user_id,
    )


def end(db: Database, token_hash: str) -> None:
    db.run("DELETE FROM signins WHERE token_hash = ?", token_hash)


def end_one(db: Database, user_id: int, signin_id: int) -> None:
    """End one of the user's own sign-ins."""
    db.run("DELETE FROM signins WHERE id = ? AND user_id = ?", signin_id, user_id)


def end_others(db: Database, user_id: int, kept_token_hash: str = "") -> None:
    """End every sign-in of the user but this one."""
    db.run("DELETE FROM signins WHERE user_id = ? AND token_hash <> ?", user_id, kept_token_hash)
