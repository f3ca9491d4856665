"""How a student's measured figures move from session to session."""

import json
from dataclasses import dataclass

from models import report_part
from models.database import Database
from texts import N_

from .report import parts

NEWEST = 20
ENOUGH_SESSIONS = 3  # fewer are a chance, not a trend
# The figures that can be compared, and their numbers with a unit; a share is a number with its per cent sign.
UNITS = {
    N_("Speech rate"): N_("{number} words a minute"),
    N_("Speed without pauses"): N_("{number} words a minute"),
    N_("Pauses"): N_("{share} of the time"),
    N_("Words in one go"): N_("{number} words between two pauses"),
    N_("Different words"): N_("{number} of any 25 words"),
    N_("Your share of the talk"): N_("{share} of all words"),
}


@dataclass(frozen=True)
class Trend:
    """One figure over sessions, oldest first. Sessions that abstained are not among `numbers`."""

    name: str
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
    return [Trend(name, numbers) for name, numbers in found.items() if numbers]
