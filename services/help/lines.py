"""The transcript so far as a client gets it that comes back: every line with what is known about it."""

from collections.abc import Sequence
from typing import Any

from models import correction as corrections
from models.correction import Correction
from models.database import Database
from models.turn import Turn

from .corrected import corrected


def lines(db: Database, session_id: int, turns: Sequence[Turn]) -> list[dict[str, Any]]:
    read = {found.turn: found for found in corrections.of_session(db, session_id)}
    return [_line(turn, read.get(turn.turn)) for turn in turns]


def _line(turn: Turn, found: Correction | None) -> dict[str, Any]:
    line: dict[str, Any] = {"turn": turn.turn, "who": turn.who, "text": turn.text, "provider": turn.provider}
    line["recording"] = turn.id if turn.recording else None  # the number under which the student's own sound is
    if turn.heard is not None:
        line["edited"] = True
    if turn.is_disputed:
        line["disputed"] = True
    if found and not turn.is_disputed and (told := corrected(turn, found)):
        known = {name: value for name, value in vars(told).items() if value is not None and name != "turn"}
        line["correction"] = {**known, "repaired": found.repaired_at is not None}
    return line
