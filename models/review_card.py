"""Review cards: better words that a student is to say again, each with when that is due."""

from dataclasses import dataclass
from datetime import UTC, datetime

from .database import Database, columns


@dataclass(frozen=True)
class ReviewCard:
    """`original` is what the student said in that turn; `schedule` is the scheduler's state as JSON; `due` is UTC."""

    id: int
    user_id: int
    session_id: int
    turn: str
    original: str
    better: str
    schedule: str
    due: str


ALL = columns(ReviewCard)


def of_user(db: Database, user_id: int) -> list[ReviewCard]:
    """Those that are due first come first."""
    return db.rows(ReviewCard, f"SELECT {ALL} FROM review_cards WHERE user_id = ? ORDER BY due, id", user_id)


def due(db: Database, user_id: int, at: datetime, limit: int) -> list[ReviewCard]:
    return db.rows(
        ReviewCard,
        f"SELECT {ALL} FROM review_cards WHERE user_id = ? AND due <= ? ORDER BY due, id LIMIT ?",
        user_id,
        _text(at),
        limit,
    )


def find(db: Database, user_id: int, better: str) -> ReviewCard | None:
    return db.row(ReviewCard, f"SELECT {ALL} FROM review_cards WHERE user_id = ? AND better = ?", user_id, better)


def add(db: Database, session_id: int, turn: str, original: str, better: str, schedule: str, due: datetime) -> None:
    """A card of the session's student."""
    db.run(
        "INSERT INTO review_cards (user_id, session_id, turn, original, better, schedule, due) "
        "SELECT user_id, id, ?, ?, ?, ?, ? FROM conversation_sessions WHERE id = ?",
        turn,
        original,
        better,
        schedule,
        _text(due),
        session_id,
    )


def reschedule(db: Database, card_id: int, schedule: str, due: datetime) -> None:
    db.run("UPDATE review_cards SET schedule = ?, due = ? WHERE id = ?", schedule, _text(due), card_id)


def remove(db: Database, card_id: int, user_id: int) -> None:
    db.run("DELETE FROM review_cards WHERE id = ? AND user_id = ?", card_id, user_id)


def remove_of_turn(db: Database, session_id: int, turn: str) -> None:
    db.run("DELETE FROM review_cards WHERE session_id = ? AND turn = ?", session_id, turn)


def _text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
