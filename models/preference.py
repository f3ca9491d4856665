"""How a student wants to practise: their language, when they are corrected, whether recordings are kept, the level."""

from dataclasses import asdict, dataclass
from typing import Literal

from .database import Database, columns

When = Literal["", "off", "each", "end"]


@dataclass(frozen=True)
class Preference:
    """`language` is a code of services.languages, '' for none. `corrections` '' leaves it to the scenario; `level` is
    the one chosen last, '' before the first choice."""

    language: str = ""
    corrections: When = ""
    keep_recordings: bool = True
    level: str = ""


ALL = columns(Preference)


def of_user(db: Database, user_id: int) -> Preference:
    return db.row(Preference, f"SELECT {ALL} FROM preferences WHERE user_id = ?", user_id) or Preference()


def put(db: Database, user_id: int, wanted: Preference) -> None:
    values = asdict(wanted)
    db.run(
        f"INSERT OR REPLACE INTO preferences (user_id, {', '.join(values)}) VALUES (?, {', '.join('?' * len(values))})",
        user_id,
        *values.values(),
    )
