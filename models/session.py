"""Conversation sessions: started, resumed, ended, listed."""

from dataclasses import dataclass

import apsw

from .database import LARGEST_ID, Database, columns


@dataclass(frozen=True)
class Session:
    """`duration` is in seconds, from the start to the last activity; `goal` holds words to be practised,
    `level` is the CEFR level that the student chose, None for the scenario's own."""

    id: int
    user_id: int
    scenario_id: int
    session_type: str
    transcript: str | None
    feedback: str | None
    feedback_by: str | None
    duration: int | None
    turn_count: int | None
    status: str
    created_at: str
    completed_at: str | None
    goal: str | None
    level: str | None = None

    @property
    def is_active(self) -> bool:
        return self.status == "active"


@dataclass(frozen=True)
class Listed:
    """A line of the history."""

    id: int
    name: str
    session_type: str
    status: str
    created_at: str
    duration: int | None
    turn_count: int | None


@dataclass(frozen=True)
class Practised:
    """What a user has practised: ended conversations, answers, minutes of speech, days out of the last 28."""

    conversations: int
    answers: int
    minutes: float
    days: int


class AlreadyActive(Exception):
    """The user has an active session; `session_id` says which."""

    def __init__(self, session_id: int) -> None:
        super().__init__(f"session {session_id} is active")
        self.session_id = session_id


ALL = columns(Session)


def get(db: Database, session_id: int) -> Session | None:
    return db.row(Session, f"SELECT {ALL} FROM conversation_sessions WHERE id = ?", session_id)


def owned(db: Database, session_id: int, user_id: int) -> Session | None:
    if session_id > LARGEST_ID:
        return None
    return db.row(Session, f"SELECT {ALL} FROM conversation_sessions WHERE id = ? AND user_id = ?", session_id, user_id)


def active_of(db: Database, user_id: int) -> Session | None:
    return db.row(Session, f"SELECT {ALL} FROM conversation_sessions WHERE user_id = ? AND status = 'active'", user_id)


@dataclass(frozen=True)
class Aim:
    """What a student wants of a session: words to be practised, and a level."""

    goal: str | None = None
    level: str | None = None


def start(db: Database, user_id: int, scenario_id: int, session_type: str, aim: Aim = Aim()) -> int:
    """A new active session's id. Raises AlreadyActive; the unique index makes that exact under concurrency."""
    try:
        return db.value(
            "INSERT INTO conversation_sessions (user_id, scenario_id, session_type, goal, level) "
            "VALUES (?, ?, ?, ?, ?) RETURNING id",
            user_id,
            scenario_id,
            session_type,
            aim.goal,
            aim.level,
        )
    except apsw.ConstraintError:
        active = active_of(db, user_id)
        if active is None:
            raise
        raise AlreadyActive(active.id) from None


def started_today(db: Database, user_id: int) -> int:
    """Sessions of this UTC day that count: those in which the student said something, and the one that is open."""
    return db.value(
        "SELECT count(*) FROM conversation_sessions s "
        "WHERE user_id = ? AND created_at >= datetime('now', 'start of day') "
        "AND (status = 'active' OR EXISTS (SELECT 1 FROM turns t WHERE t.session_id = s.id AND t.who = 'student'))",
        user_id,
    )


def practised(db: Database, user_id: int) -> Practised:
    found = db.row(
        Practised,
        "SELECT count(DISTINCT s.id) AS conversations, count(t.id) AS answers, "
        "coalesce(sum(coalesce(t.seconds, t.duration)), 0) / 60.0 AS minutes, "
        "count(DISTINCT CASE WHEN t.created_at > datetime('now', '-28 days') THEN date(t.created_at) END) AS days "
        "FROM conversation_sessions s JOIN turns t ON t.session_id = s.id AND t.who = 'student' "
        "WHERE s.user_id = ? AND s.status = 'completed'",
        user_id,
    )
    return found or Practised(0, 0, 0.0, 0)


def ids_of(db: Database, user_id: int) -> list[int]:
    return db.column("SELECT id FROM conversation_sessions WHERE user_id = ? ORDER BY id", user_id)


def touch(db: Database, session_id: int) -> None:
    """Something happened now. Within the same second nothing is written again."""
    db.write_soon(
        "UPDATE conversation_sessions SET last_activity_at = CURRENT_TIMESTAMP "
        "WHERE id = ? AND last_activity_at <> CURRENT_TIMESTAMP",
        session_id,
    )


def inactive(db: Database, seconds: int) -> list[Session]:
    """Active sessions in which nothing has happened for so long."""
    return db.rows(
        Session,
        f"SELECT {ALL} FROM conversation_sessions WHERE status = 'active' AND last_activity_at <= datetime('now', ?)",
        f"-{seconds} seconds",
    )


def close(db: Database, session_id: int, status: str, transcript: str, feedback: str, turn_count: int) -> bool:
    """End an active session; False when it had ended already."""
    return bool(
        db.changed(
            "UPDATE conversation_sessions SET status = ?, transcript = ?, feedback = ?, feedback_by = 'counted', "
            "turn_count = ?, completed_at = CURRENT_TIMESTAMP, "
            "duration = max(0, strftime('%s', last_activity_at) - strftime('%s', created_at)) "
            "WHERE id = ? AND status = 'active'",
            status,
            transcript,
            feedback,
            turn_count,
            session_id,
        )
    )


def set_feedback(db: Database, session_id: int, feedback: str, provider: str) -> None:
    db.run(
        "UPDATE conversation_sessions SET feedback = ?, feedback_by = ? WHERE id = ?", feedback, provider, session_id
    )


def history(db: Database, user_id: int, limit: int, offset: int = 0, session_type: str = "") -> list[Listed]:
    """Ended and active sessions, newest first, of one type or all; those in which nobody spoke are left out."""
    return db.rows(
        Listed,
        f"SELECT {columns(Listed, 's').replace('s.name', 'c.name')} FROM conversation_sessions s "
        "JOIN scenarios c ON c.id = s.scenario_id WHERE s.user_id = ? AND s.status <> 'cancelled' "
        "AND ? IN ('', s.session_type) ORDER BY s.created_at DESC, s.id DESC LIMIT ? OFFSET ?",
        user_id,
        session_type,
        limit,
        offset,
    )


def delete(db: Database, session_id: int) -> None:
    """A session with its turns and its report; its recordings are files, and not gone yet."""
    db.run("DELETE FROM conversation_sessions WHERE id = ?", session_id)
