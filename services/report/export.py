"""A session to take away: Markdown to read, JSON to work with, WebVTT captions."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from models.session import Session
from models.turn import Turn

from .parts import STAR, Report

WORDS_A_SECOND = 2.5  # 150 words a minute, for captions of turns whose length is not known
TYPES = {"md": "text/markdown", "json": "application/json", "vtt": "text/vtt"}


def markdown(session: Session, name: str, partner: str, turns: Sequence[Turn], found: Report) -> str:
    """The whole report, every figure with its method, and the transcript. What people said stays plain text."""
    figures = [*found.measured.delivery, *found.measured.words] if found.measured else []
    measured = [f"- {each.name}: {each.value} ({each.method} {each.sample})" for each in figures]
    said = [f"**{_who(turn, partner)}:** {_plain(turn.text)}\n" for turn in turns]
    feedback = "\n\n".join(map(_plain, (session.feedback or "").splitlines()))
    mended = [f"- “{_plain(c.original)}” → “{_plain(c.better or '')}” {_plain(c.why or '')}" for c in found.corrections]
    parts = [f"# {name}", f"{session.created_at} UTC", "## Feedback", feedback]
    parts += ["## Corrections", "\n".join(mended)] if mended else []
    parts += _judged(found)
    return "\n\n".join([*parts, "## Measured", "\n".join(measured), "## Transcript", "\n".join(said)]).strip() + "\n"


def _judged(found: Report) -> list[str]:
    """What a model says of the level and of stories."""
    aspects, stories = found.rubric.aspects if found.rubric else [], found.star.answers if found.star else []
    levels = [f"- {each.name}: {each.band}, as in “{_plain(each.quote.text)}”" for each in aspects]
    told = [f"- Answer {each.answer}, {name}: {_part(each.found.get(name))}" for each in stories for name in STAR]
    parts = ["## Level: a model's estimate", "\n".join(levels)] if levels else []
    return parts + (["## Stories: situation, task, action, result", "\n".join(told)] if told else [])


def _part(found: str | None) -> str:
    return f"“{_plain(found)}”" if found else "missing"


def as_json(session: Session, name: str, turns: Sequence[Turn], found: Report) -> str:
    lines = [{"who": t.who, "text": t.text, "provider": t.provider, "at": t.created_at} for t in turns]
    data = {"scenario": name, "started": session.created_at, "feedback": session.feedback, "report": asdict(found)}
    return json.dumps({**data, "transcript": lines}, ensure_ascii=False, indent=2)


def captions(session: Session, partner: str, turns: Sequence[Turn]) -> str:
    """A cue a turn, from when it was stored, in whole seconds; a turn lasts as long as its recording or its words."""
    began = datetime.fromisoformat(session.created_at)
    cues, end = ["WEBVTT"], 0.0
    for turn in turns:
        start = max(end, (datetime.fromisoformat(turn.created_at) - began).total_seconds())
        end = start + (turn.duration or max(1.0, len(turn.text.split()) / WORDS_A_SECOND))
        text = " ".join(turn.text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        cues.append(f"{_clock(start)} --> {_clock(end)}\n<v {_who(turn, partner)}>{text}")
    return "\n\n".join(cues) + "\n"


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours:02}:{minutes:02}:{rest:06.3f}"


def _who(turn: Turn, partner: str) -> str:
    return "You" if turn.who == "student" else partner


def _plain(text: str) -> str:
    """Marks that Markdown or HTML would take for their own lose that meaning."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|" else char for char in text)
