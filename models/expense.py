"""What a session cost: its turns, and what vendors were asked beside them."""

from .database import Database


def add(db: Database, session_id: int, service: str, provider: str, model: str, cost: float | None) -> None:
    """`cost` in US dollars, estimated; None when it is not known."""
    db.write_soon(
        "INSERT INTO expenses (session_id, service, provider, model, cost) VALUES (?, ?, ?, ?, ?)",
        session_id,
        service,
        provider,
        model,
        cost,
    )


def of_session(db: Database, session_id: int) -> float | None:
    """US dollars, estimated; None when a part of it is not known, for a sum without it would be too low."""
    return db.value(
        "SELECT CASE WHEN count(*) = count(cost) THEN coalesce(sum(cost), 0.0) END FROM ("
        "SELECT cost FROM turns WHERE session_id = ?1 UNION ALL SELECT cost FROM expenses WHERE session_id = ?1)",
        session_id,
    )
