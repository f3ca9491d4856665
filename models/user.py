"""Users, their sign-ins and the tokens mailed to them."""

from dataclasses import dataclass

from .database import Database, columns

SIGNIN_DAYS = 14
SIGNIN_IDLE_DAYS = 7


@dataclass(frozen=True)
class User:
    id: int
    email: str
    password_hash: str
    email_verified: bool
    created_at: str
    last_login: str | None

    def __repr__(self) -> str:
        return f"User({self.id})"


ALL = columns(User)


def get(db: Database, user_id: int) -> User | None:
    return db.row(User, f"SELECT {ALL} FROM users WHERE id = ?", user_id)


def by_email(db: Database, email: str) -> User | None:
    return db.row(User, f"SELECT {ALL} FROM users WHERE email = ?", email)


def add(db: Database, email: str, password_hash: str) -> int:
    return db.value("INSERT INTO users (email, password_hash) VALUES (?, ?) RETURNING id", email, password_hash)


def replace_password(db: Database, user_id: int, password_hash: str) -> None:
    db.run("UPDATE users SET password_hash = ? WHERE id = ?", password_hash, user_id)


def mark_verified(db: Database, user_id: int) -> None:
    db.run("UPDATE users SET email_verified = TRUE WHERE id = ?", user_id)


def add_signin(db: Database, user_id: int, token_hash: str, device: str) -> None:
    db.run("INSERT INTO signins (token_hash, user_id, device) VALUES (?, ?, ?)", token_hash, user_id, device)
    db.run("UPDATE users SET last_login = CURRENT_TIMESTAMP WHERE id = ?", user_id)


def by_signin(db: Database, token_hash: str) -> User | None:
    """The user behind a sign-in that is neither too old nor idle for too long; notes that it was seen."""
    found = db.row(
        User,
        f"SELECT {columns(User, 'u')} FROM users u JOIN signins s ON s.user_id = u.id WHERE s.token_hash = ? "
        f"AND s.created_at > datetime('now', '-{SIGNIN_DAYS} days') "
        f"AND s.last_seen_at > datetime('now', '-{SIGNIN_IDLE_DAYS} days')",
        token_hash,
    )
    if found:
        db.run(
            "UPDATE signins SET last_seen_at = CURRENT_TIMESTAMP "
            "WHERE token_hash = ? AND last_seen_at < datetime('now', '-5 minutes')",
            token_hash,
        )
    return found


def end_signin(db: Database, token_hash: str) -> None:
    db.run("DELETE FROM signins WHERE token_hash = ?", token_hash)


def add_token(db: Database, user_id: int, purpose: str, token_hash: str, hours: float) -> None:
    """A new token; older ones for the same purpose no longer count."""
    db.run("DELETE FROM mail_tokens WHERE user_id = ? AND purpose = ?", user_id, purpose)
    db.run(
        "INSERT INTO mail_tokens (token_hash, user_id, purpose, expires_at) VALUES (?, ?, ?, datetime('now', ?))",
        token_hash,
        user_id,
        purpose,
        f"+{round(hours * 3600)} seconds",
    )


def use_token(db: Database, purpose: str, token_hash: str) -> int | None:
    """Consume a token in one statement; the user's id, or None when it is unknown, used or too old."""
    return db.value(
        "UPDATE mail_tokens SET used_at = CURRENT_TIMESTAMP WHERE token_hash = ? AND purpose = ? "
        "AND used_at IS NULL AND expires_at > CURRENT_TIMESTAMP RETURNING user_id",
        token_hash,
        purpose,
    )


def registrations_today(db: Database, address: str) -> int:
    return db.value(
        "SELECT count(*) FROM registrations WHERE address = ? AND created_at >= datetime('now', 'start of day')",
        address,
    )


def note_registration(db: Database, address: str) -> None:
    db.run("INSERT INTO registrations (address) VALUES (?)", address)
