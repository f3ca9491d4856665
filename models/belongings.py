"""Everything that is stored about one user, whichever tables there are."""

from typing import Any

from .database import Database

SECRET = ("hash", "encrypted")  # columns whose names hold one of these never leave the database


def of_user(db: Database, user_id: int) -> dict[str, list[dict[str, Any]]]:
    """The user's rows of every table that names a user or one of their sessions, without secrets."""
    found = {"users": _rows(db, "users", "id = ?", user_id)}
    for table in db.column("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"):
        names = _columns(db, table)
        if "user_id" in names:
            found[table] = _rows(db, table, "user_id = ?", user_id)
        elif "session_id" in names:
            own = "session_id IN (SELECT id FROM conversation_sessions WHERE user_id = ?)"
            found[table] = _rows(db, table, own, user_id)
    return found


def _rows(db: Database, table: str, where: str, user_id: int) -> list[dict[str, Any]]:
    told = [name for name in _columns(db, table) if not any(word in name for word in SECRET)]
    return db.rows(dict, f"SELECT {', '.join(told)} FROM {table} WHERE {where} ORDER BY rowid", user_id)


def _columns(db: Database, table: str) -> list[str]:
    return db.column("SELECT name FROM pragma_table_info(?)", table)
