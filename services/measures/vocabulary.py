"""What can be told from the words alone, typed answers included: talk share, fillers, diversity, levels of words."""

from . import diversity, levels, tokens
from .figure import ENOUGH_WORDS, Figure, abstaining

METHODS = {
    "Your share of the talk": "Your words, out of all words of the conversation.",
    "Different words": "Of any 25 words in a row, how many are different, on average (MATTR, a window of 25 words).",
    "Stretch of fresh words": "How many words you say before you repeat many of them (MTLD).",
    "Words by level": "Your words looked up in a word list with CEFR levels (cefrpy). Names are left out.",
    "Fillers": "Um, uh, er and the like in the transcript. Speech recognition leaves most of them out.",
}


def figures(said: list[str], partner: list[str]) -> list[Figure]:
    """Every figure of the words; `said` are the student's utterances. Under 30 words they abstain."""
    words = [word for text in said for word in tokens.without_fillers(text)]
    others = sum(len(tokens.words(text)) for text in partner)
    sample = f"{len(words)} words"
    if len(words) < ENOUGH_WORDS:
        return [abstaining(name, method, sample) for name, method in METHODS.items()]
    share = len(words) / (len(words) + others)
    values = (
        (f"{share:.0%}", share * 100),
        _mattr(words),
        (_mtld(words), None),
        (_levels(said), None),
        (_fillers(sum(map(tokens.fillers, said))), None),
    )
    pairs = zip(METHODS.items(), values, strict=True)
    return [Figure(name, value, method, sample, number) if value else abstaining(name, method, sample)
            for (name, method), (value, number) in pairs]  # fmt: skip


def _mattr(words: list[str]) -> tuple[str | None, float | None]:
    ratio = diversity.mattr(words)
    if ratio is None:
        return None, None
    return f"{ratio * diversity.WINDOW:.0f} of {diversity.WINDOW}", ratio * diversity.WINDOW


def _mtld(words: list[str]) -> str | None:
    length = diversity.mtld(words)
    return f"about {length:.0f} words" if length is not None else None


def _levels(said: list[str]) -> str | None:
    found = levels.shares(said)
    return ", ".join(f"{name}: {share:.0%}" for name, share in found[0].items()) if found else None


def _fillers(count: int) -> str:
    return f"heard at least {count}" if count else "none heard"
