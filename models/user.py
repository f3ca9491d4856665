"""Users, and how many registrations came from one network."""

from dataclasses import dataclass

from .database import Database, columns


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


def replace_email(db: Database, user_id: int, email: str) -> bool:
    """Give the account a confirmed address; False when another account has it."""
    return bool(db.changed("UPDATE OR IGNORE users SET email = ?, email_verified = TRUE WHERE id = ?", email, user_id))


def mark_verified(db: Database, user_id: int) -> None:
    db.run("UPDATE users SET email_verified = TRUE WHERE id = ?", user_id)


def remove(db: Database, user_id: int) -> None:
    """The account and every row that belongs to it: the foreign keys cascade."""
    db.run("DELETE FROM users WHERE id = ?", user_id)


def registrations_today(db: Database, address: str) -> int:
    return db.value(
        "SELECT count(*) FROM registrations WHERE address = ? AND created_at >= datetime('now', 'start of day')",
        address,
    )


def note_registration(db: Database, address: str) -> None:
    """Network addresses are kept for no longer than the limit needs them."""
    db.run("DELETE FROM registrations WHERE created_at < datetime('now', 'start of day')")
    db.run("INSERT INTO registrations (address) VALUES (?)", address)
