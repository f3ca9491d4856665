"""What a student is told of an answer that was read, at once or when they come back."""

from models.correction import Correction
from models.turn import Turn

from .corrector import RULES
from .events import Corrected
from .praise import beside, praise


def corrected(line: Turn, found: Correction) -> Corrected | None:
    """None where rules alone read the answer and found nothing: that is too little to praise it."""
    if found.better:
        well = beside(found.original, found.better)
        return Corrected(line.turn, found.original, found.better, found.why, found.kind, well)
    return None if found.provider == RULES else Corrected(line.turn, line.text, None, None, None, praise(line.text))
