"""Scenario files into table rows: templates/scenarios and templates/personas are read once, at the start."""

import tomllib
from pathlib import Path
from typing import Any

from models.scenario import CATEGORIES

TEMPLATES = Path(__file__).parent.parent / "templates"
GUIDE_PARTS = ("questions", "follow_ups", "acknowledgements", "closing", "hints", "example", "topics")


def read(templates: Path = TEMPLATES) -> list[dict[str, Any]]:
    """Every scenario as the values of a table row, ordered by category, then by level."""
    personas = {path.stem: tomllib.loads(path.read_text("utf-8")) for path in (templates / "personas").glob("*.toml")}
    entries = []
    for path in sorted((templates / "scenarios").glob("*.toml")):
        scenario = tomllib.loads(path.read_text("utf-8"))
        entries.append(_row(path.stem, scenario, personas[scenario["persona"]]))
    order = list(CATEGORIES)
    return sorted(entries, key=lambda entry: (order.index(entry["category"]), entry["level"]))


def _row(slug: str, scenario: dict[str, Any], persona: dict[str, Any]) -> dict[str, Any]:
    context = f"{scenario['approach'].strip()} Topics: {', '.join(scenario['topics'])}."
    return {
        "slug": slug,
        "name": scenario["name"],
        "description": scenario["description"],
        "category": scenario["category"],
        "session_type": scenario["session_type"],
        "level": scenario["level"],
        "partner": persona["name"],
        "partner_role": persona["role"],
        "persona_prompt": persona["prompt"].strip(),
        "context_prompt": context,
        "opening": scenario["opening"],
        "sample_topics": scenario["starters"],
        "guide": {part: scenario[part] for part in GUIDE_PARTS},
    }
