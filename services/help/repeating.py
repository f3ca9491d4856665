"""Say it again: what was said is held against the better words, or against the line itself."""

from models.correction import Correction
from models.turn import Turn

from .events import SaidAgain
from .words import changes, compare, plain

ENOUGH = 0.8  # of the words: recognition may lose one


def said_again(line: Turn, correction: Correction | None, text: str) -> SaidAgain:
    better = correction.better if correction and not line.is_disputed else None
    diff = compare(better or line.text, text)
    if correction and better:
        return SaidAgain(line.turn, text, diff, is_repaired(correction.original, better, text))
    return SaidAgain(line.turn, text, diff, all(how == "same" for how, _ in diff))


def is_repaired(original: str, better: str, said: str) -> bool:
    """Whether the words that the correction brought in were said, those it took out were not, and most of the rest."""
    diff = compare(better, said)
    missing = [word.lower() for how, word in diff if how == "missing"]
    extra = [word.lower() for how, word in diff if how == "extra"]
    places = changes(plain(original), plain(better))
    taken_out, brought_in = (set().union(*words) for words in zip(*places, strict=True)) if places else (set(), set())
    same = sum(how == "same" for how, _ in diff)
    is_close = same >= ENOUGH * len(plain(better))
    return is_close and not brought_in & set(missing) and not taken_out & set(extra)
