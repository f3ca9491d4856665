"""Lines in another form, made once: translated, or in simpler words."""

from .database import Database


def find(db: Database, session_id: int, turn: str, form: str, original: str) -> str | None:
    """The line in this form; None when it was not made yet, or was made from other words."""
    return db.value(
        "SELECT text FROM renderings WHERE session_id = ? AND turn = ? AND form = ? AND original = ?",
        session_id,
        turn,
        form,
        original,
    )


def put(db: Database, session_id: int, turn: str, form: str, original: str, text: str, provider: str) -> None:
    db.run(
        "INSERT OR REPLACE INTO renderings (session_id, turn, form, original, text, provider) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        session_id,
        turn,
        form,
        original,
        text,
        provider,
    )
