"""Conversation scenarios: who the partner is, what is talked about, and what the guided partner asks."""

import json
from dataclasses import dataclass, field
from typing import Any

from texts import N_

from .database import Database, columns

SESSION_TYPES = {"english_practice": N_("English practice"), "interview_prep": N_("Interview preparation")}
CATEGORIES = {
    "english_casual": N_("Casual conversation"),
    "english_academic": N_("Academic English"),
    "english_business": N_("Business English"),
    "interview_tech": N_("Software engineering"),
    "interview_general": N_("General business"),
    "interview_healthcare": N_("Healthcare and clients"),
}


@dataclass(frozen=True)
class Scenario:
    """`sample_topics` and `guide` are JSON in the table and plain lists and dicts here."""

    id: int
    slug: str
    name: str
    description: str
    category: str
    session_type: str
    level: str
    partner: str
    partner_role: str
    persona_prompt: str
    context_prompt: str
    opening: str
    sample_topics: list[str] = field(default_factory=list)
    guide: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("sample_topics", "guide"):
            value = getattr(self, name)
            if isinstance(value, str):
                object.__setattr__(self, name, json.loads(value))


ALL = columns(Scenario)


def get(db: Database, scenario_id: int) -> Scenario | None:
    return db.row(Scenario, f"SELECT {ALL} FROM scenarios WHERE id = ?", scenario_id)


def offered(db: Database) -> list[Scenario]:
    return db.rows(Scenario, f"SELECT {ALL} FROM scenarios WHERE is_offered ORDER BY id")


def seed(db: Database, entries: list[dict[str, Any]]) -> None:
    """Bring the table in line with the files: new ones added, known ones updated, vanished ones no longer offered."""
    names = [name for name in Scenario.__dataclass_fields__ if name != "id"]
    sql = (
        f"INSERT INTO scenarios ({', '.join(names)}, is_offered) VALUES ({', '.join('?' * len(names))}, TRUE) "
        f"ON CONFLICT (slug) DO UPDATE SET {', '.join(f'{n} = excluded.{n}' for n in names)}, is_offered = TRUE"
    )
    with db.transaction():
        db.run("UPDATE scenarios SET is_offered = FALSE")
        for entry in entries:
            values = (entry[name] for name in names)
            db.run(sql, *(json.dumps(v, ensure_ascii=False) if isinstance(v, list | dict) else v for v in values))
