"""How a student practises: their stored wishes, and what they mean in a certain session."""

from typing import Literal

from models.preference import Preference

When = Literal["off", "each", "end"]
INTERVIEW = "interview_prep"


def corrected(wishes: Preference, session_type: str) -> When:
    """When a session's answers are corrected. Nobody is interrupted in an interview unless they want to be."""
    if wishes.corrections:
        return wishes.corrections
    return "end" if session_type == INTERVIEW else "each"
