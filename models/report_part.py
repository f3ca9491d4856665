"""The parts of a session's report, each stored as JSON when it is ready."""

from dataclasses import dataclass

from .database import Database, columns


@dataclass(frozen=True)
class ReportPart:
    """`part` is measured, coaching, rubric, star or problem; `provider` is the model that wrote it, if one did."""

    part: str
    content: str
    provider: str | None


ALL = columns(ReportPart)


def of_session(db: Database, session_id: int) -> dict[str, ReportPart]:
    found = db.rows(ReportPart, f"SELECT {ALL} FROM report_parts WHERE session_id = ?", session_id)
    return {part.part: part for part in found}


def measured_of_user(db: Database, user_id: int, limit: int) -> list[str]:
    """The measured parts of the user's newest sessions as JSON, oldest first."""
    return db.column(
        "SELECT content FROM (SELECT p.content, s.id FROM report_parts p "
        "JOIN conversation_sessions s ON s.id = p.session_id "
        "WHERE s.user_id = ? AND p.part = 'measured' ORDER BY s.id DESC LIMIT ?) ORDER BY id",
        user_id,
        limit,
    )


def put(db: Database, session_id: int, part: str, content: str, provider: str | None = None) -> None:
    """Store a part, or a newer one in its place."""
    db.run(
        "INSERT INTO report_parts (session_id, part, content, provider) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (session_id, part) DO UPDATE SET content = excluded.content, provider = excluded.provider, "
        "created_at = CURRENT_TIMESTAMP",
        session_id,
        part,
        content,
        provider,
    )


def remove(db: Database, session_id: int, part: str) -> None:
    db.run("DELETE FROM report_parts WHERE session_id = ? AND part = ?", session_id, part)
