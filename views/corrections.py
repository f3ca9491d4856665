"""Corrections in the report: better words and why, without what the student disputed."""

from fasthtml.common import *

from models.correction import Correction
from texts import _, _n


def Corrections(found: list[Correction]) -> list:
    """Folded away; nothing without any."""
    if not found:
        return []
    return [Details(Summary(H3(_("Corrections of your sentences"))), Div(*Corrected(found), id="corrected"))]


def Corrected(found: list[Correction]) -> list:
    """What is inside. It grows while the report is written, so it can be put in by itself."""
    repaired = sum(each.repaired_at is not None for each in found)
    return [
        P(counted(len(found), repaired)),
        Ul(*map(Line, found), cls="corrections"),
        P(Small(_("At most one in an answer. What you did not say is left out."))),
    ]


def counted(count: int, repaired: int) -> str:
    about = _n("{count} answer has better words.", "{count} answers have better words.", count)
    again = _n("You said {count} of them again, and right.", "You said {count} of them again, and right.", repaired)
    return f"{about} {again}" if repaired else about


def Line(each: Correction):
    return Li(
        P(Q(str(each.original), lang="en"), " → ", Strong(str(each.better), lang="en")),
        P(str(each.why), " ", Small(f"({each.kind})"), lang="en"),
        P(Small(_("✓ You said it right afterwards."))) if each.repaired_at else None,
    )
