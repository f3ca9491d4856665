"""Where in a recording certain words were said, from the times that a recogniser gave."""

import json

from models.turn import Turn
from services.measures import tokens

LEAD_SECONDS = 0.3  # recognisers put the start of a word a little late
TAIL_SECONDS = 0.5


def moment(turn: Turn, quote: str) -> tuple[float, float] | None:
    """Start and end of the quote in the turn's recording, in seconds with some room around it.

    None where the recogniser gave no times, or where the quote is not found among its words.
    """
    wanted = tokens.words(quote)
    timed = [(word, start, end) for text, start, end in _times(turn) for word in tokens.words(text)]
    for first in range(len(timed) - len(wanted) + 1) if wanted else ():
        found = timed[first : first + len(wanted)]
        if [word for word, _, _ in found] == wanted:
            return max(0.0, found[0][1] - LEAD_SECONDS), found[-1][2] + TAIL_SECONDS
    return None


def _times(turn: Turn) -> list[tuple[str, float, float]]:
    return [(word["text"], word["start"], word["end"]) for word in json.loads(turn.words or "[]")]
