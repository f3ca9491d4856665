"""Lexical diversity: how often a speaker finds a new word. Type-token ratios fall with length; these two do not."""

WINDOW = 25
MTLD_FACTOR = 0.72
MTLD_WORDS = 100


def mattr(words: list[str], window: int = WINDOW) -> float | None:
    """Moving-average type-token ratio, 0 to 1; None for fewer words than the window.

    Covington & McFall (2010), "Cutting the Gordian knot". Spoken answers are short, so the window here is 25 words;
    figures from other windows cannot be compared.
    """
    if len(words) < window:
        return None
    ratios = [len(set(words[start : start + window])) / window for start in range(len(words) - window + 1)]
    return sum(ratios) / len(ratios)


def mtld(words: list[str]) -> float | None:
    """Measure of textual lexical diversity: the mean length in words of stretches that keep a type-token ratio above
    0.72, read forwards and backwards; None under 100 words, where it is not stable.

    McCarthy & Jarvis (2010), "MTLD, vocd-D, and HD-D".
    """
    if len(words) < MTLD_WORDS:
        return None
    return (_one_way(words) + _one_way(words[::-1])) / 2


def _one_way(words: list[str]) -> float:
    """Words divided by factors; the rest at the end counts as the part of a factor that it has used up."""
    factors, seen, length = 0.0, set(), 0
    for word in words:
        seen.add(word)
        length += 1
        if len(seen) / length <= MTLD_FACTOR:
            factors, seen, length = factors + 1, set(), 0
    if length:
        factors += (1 - len(seen) / length) / (1 - MTLD_FACTOR)
    return len(words) / factors if factors else float(len(words))
