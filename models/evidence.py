"""What a student said in their last talks at one level, and how much of it was corrected."""

from dataclasses import dataclass

from .database import Database

TALKS = 3


@dataclass(frozen=True)
class Evidence:
    """`said` are the answers, without disputed ones; `read` of them were read for mistakes, `corrected` had one."""

    level: str
    said: list[str]
    read: int
    corrected: int


LEVEL = "coalesce(s.level, c.level)"
ENDED = (
    "SELECT s.id FROM conversation_sessions s JOIN scenarios c ON c.id = s.scenario_id "
    f"WHERE s.user_id = ? AND s.status = 'completed' AND {LEVEL} = ? ORDER BY s.id DESC LIMIT {TALKS}"
)


def of_user(db: Database, user_id: int) -> Evidence | None:
    """From the last three ended talks at the level of the newest one; None before the first."""
    level = db.value(
        f"SELECT {LEVEL} FROM conversation_sessions s JOIN scenarios c ON c.id = s.scenario_id "
        "WHERE s.user_id = ? AND s.status = 'completed' ORDER BY s.id DESC LIMIT 1",
        user_id,
    )
    if level is None:
        return None
    answers = db.tuples(
        "SELECT coalesce(t.edited, t.text), f.id, f.better FROM turns t "
        "LEFT JOIN corrections f ON f.session_id = t.session_id AND f.turn = t.turn "
        f"WHERE t.who = 'student' AND NOT t.is_disputed AND t.session_id IN ({ENDED}) ORDER BY t.id",
        user_id,
        level,
    )
    read = [better for _, number, better in answers if number is not None]
    return Evidence(level, [text for text, _, _ in answers], len(read), sum(better is not None for better in read))
