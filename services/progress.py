"""How a student's measured figures move from session to session."""

import json
from dataclasses import dataclass

from models import report_part
from models.database import Database

from .report import parts

NEWEST = 20
ENOUGH_SESSIONS = 3  # fewer are a chance, not a trend
UNITS = {
    "Speech rate": "words a minute",
    "Speed without pauses": "words a minute",
    "Pauses": "% of the time",
    "Words in one go": "words between two pauses",
    "Different words": "of any 25 words",
    "Your share of the talk": "% of all words",
}


@dataclass(frozen=True)
class Trend:
    """One figure over sessions, oldest first, in `unit`. Sessions that abstained are not among `numbers`."""

    name: str
    unit: str
    numbers: list[float]

    @property
    def is_enough(self) -> bool:
        return len(self.numbers) >= ENOUGH_SESSIONS


def trends(db: Database, user_id: int) -> list[Trend]:
    """The figures that can be compared, over the newest twenty sessions; one that was never measured is left out."""
    found: dict[str, list[float]] = {name: [] for name in UNITS}
    for content in report_part.measured_of_user(db, user_id, NEWEST):
        measured = parts.measured(json.loads(content))
        for figure in [*measured.delivery, *measured.words]:
            if figure.name in found and figure.number is not None:
                found[figure.name].append(figure.number)
    return [Trend(name, UNITS[name], numbers) for name, numbers in found.items() if numbers]
