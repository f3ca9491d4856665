"""What one cannot hear: words that are only written in another way."""

HOMOPHONES = [
    frozenset(group.split(", "))
    for group in (
        "there, their, they are",
        "its, it's, it is",
        "your, you are",
        "to, too, two",
        "then, than",
        "whose, who's, who is",
        "by, buy, bye",
        "know, no",
        "write, right",
        "here, hear",
        "for, four",
        "week, weak",
        "piece, peace",
        "through, threw",
        "weather, whether",
        "wear, where",
        "our, hour",
        "one, won",
        "son, sun",
        "meet, meat",
        "see, sea",
        "past, passed",
        "of, have",
        "new, knew",
        "would, wood",
        "allowed, aloud",
    )
]
SPELLINGS = [("our", "or"), ("is", "iz"), ("ys", "yz"), ("ll", "l"), ("ogue", "og"), ("mme", "m"), ("ae", "e")]


def alike(before: list[str], after: list[str]) -> bool:
    """Whether these words sound the same: homophones, British and American spelling, one word or two."""
    old, new = " ".join(before), " ".join(after)
    if old.replace(" ", "") == new.replace(" ", "") or any({old, new} <= group for group in HOMOPHONES):
        return True
    return len(before) == len(after) and list(map(_spelling, before)) == list(map(_spelling, after))


def _spelling(word: str) -> str:
    for british, american in SPELLINGS:
        word = word.replace(british, american)
    return f"{word[:-2]}er" if word.endswith("re") else word
