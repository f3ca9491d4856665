"""What was corrected in a student's answers, and which answers were read."""

from dataclasses import dataclass

from .database import Database, columns


@dataclass(frozen=True)
class Correction:
    """`better`, `why` and `kind` are None where the answer was read and nothing was found. `provider` is the model
    that found it, or 'rules'."""

    turn: str
    original: str
    better: str | None
    why: str | None
    kind: str | None
    provider: str
    repaired_at: str | None = None


ALL = columns(Correction)


def put(db: Database, session_id: int, found: Correction) -> None:
    """Store what was found in an answer, or that nothing was; it replaces what was found before."""
    db.run(
        "INSERT OR REPLACE INTO corrections (session_id, turn, original, better, why, kind, provider) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        session_id,
        found.turn,
        found.original,
        found.better,
        found.why,
        found.kind,
        found.provider,
    )


def find(db: Database, session_id: int, turn: str) -> Correction | None:
    return db.row(Correction, f"SELECT {ALL} FROM corrections WHERE session_id = ? AND turn = ?", session_id, turn)


def read(db: Database, session_id: int) -> set[str]:
    """The turns that were read already."""
    return set(db.column("SELECT turn FROM corrections WHERE session_id = ?", session_id))


def of_session(db: Database, session_id: int) -> list[Correction]:
    """Every answer that was read, also those in which nothing was found."""
    return db.rows(Correction, f"SELECT {ALL} FROM corrections WHERE session_id = ?", session_id)


def counted(db: Database, session_id: int) -> list[Correction]:
    """The corrections that count: with better words, in the order of the talk, without those the student disputed."""
    return db.rows(
        Correction,
        f"SELECT {columns(Correction, 'c')} FROM corrections c JOIN turns t USING (session_id, turn) "
        "WHERE session_id = ? AND better IS NOT NULL AND NOT t.is_disputed ORDER BY t.id",
        session_id,
    )


def repaired(db: Database, session_id: int, turn: str) -> None:
    """The student said the better words."""
    db.run(
        "UPDATE corrections SET repaired_at = CURRENT_TIMESTAMP WHERE session_id = ? AND turn = ? AND better NOT NULL",
        session_id,
        turn,
    )


def drop(db: Database, session_id: int, turn: str) -> None:
    """The answer has other words now."""
    db.run("DELETE FROM corrections WHERE session_id = ? AND turn = ?", session_id, turn)
