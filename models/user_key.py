"""Encrypted API keys and the order in which a student wants their providers."""

from dataclasses import dataclass

from .database import Database, columns


@dataclass(frozen=True)
class UserKey:
    """`is_valid` is None until the key has been tried."""

    provider: str
    service_type: str
    api_key_encrypted: str | None
    is_valid: bool | None
    last_validated: str | None
    last_four: str


ALL = columns(UserKey)


def of_user(db: Database, user_id: int) -> list[UserKey]:
    return db.rows(UserKey, f"SELECT {ALL} FROM user_api_keys WHERE user_id = ? ORDER BY provider", user_id)


def put(db: Database, user_id: int, provider: str, service_type: str, encrypted: str, last_four: str) -> None:
    db.run(
        "INSERT INTO user_api_keys (user_id, provider, service_type, api_key_encrypted, last_four) "
        "VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (user_id, provider, service_type) DO UPDATE SET "
        "api_key_encrypted = excluded.api_key_encrypted, last_four = excluded.last_four, is_valid = NULL",
        user_id,
        provider,
        service_type,
        encrypted,
        last_four,
    )


def note_checked(db: Database, user_id: int, provider: str, is_valid: bool | None) -> None:
    """What the vendor said of the key; None when it could not be asked."""
    db.run(
        "UPDATE user_api_keys SET is_valid = ?, last_validated = CASE WHEN ? IS NULL THEN NULL "
        "ELSE CURRENT_TIMESTAMP END WHERE user_id = ? AND provider = ?",
        is_valid,
        is_valid,
        user_id,
        provider,
    )


def encrypted(db: Database) -> list[tuple[int, str]]:
    """Every encrypted key with its row's number."""
    return db.tuples("SELECT id, api_key_encrypted FROM user_api_keys WHERE api_key_encrypted IS NOT NULL")


def replace_encrypted(db: Database, number: int, encrypted: str) -> None:
    db.run("UPDATE user_api_keys SET api_key_encrypted = ? WHERE id = ?", encrypted, number)


def remove(db: Database, user_id: int, provider: str) -> None:
    db.run("DELETE FROM user_api_keys WHERE user_id = ? AND provider = ?", user_id, provider)


def any_encrypted(db: Database) -> bool:
    return bool(db.value("SELECT EXISTS (SELECT 1 FROM user_api_keys WHERE api_key_encrypted IS NOT NULL)"))


def preferences(db: Database, user_id: int, service_type: str) -> list[str]:
    """Provider names, most wanted first; empty when the student has not chosen."""
    return db.column(
        "SELECT provider FROM provider_preferences WHERE user_id = ? AND service_type = ? ORDER BY position",
        user_id,
        service_type,
    )


def set_preferences(db: Database, user_id: int, service_type: str, providers: list[str]) -> None:
    with db.transaction():
        db.run("DELETE FROM provider_preferences WHERE user_id = ? AND service_type = ?", user_id, service_type)
        for position, provider in enumerate(providers):
            db.run(
                "INSERT INTO provider_preferences (user_id, service_type, position, provider) VALUES (?, ?, ?, ?)",
                user_id,
                service_type,
                position,
                provider,
            )
