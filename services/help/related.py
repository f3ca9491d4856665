"""Whether new words mend the old ones or say something else: a small dog may become "a dog", never "a large dog"."""

from collections.abc import Iterable

from .kinds import ARTICLES, PREPOSITIONS, PRONOUNS, TIME

FUNCTION: set[str] = ARTICLES | PREPOSITIONS | PRONOUNS | TIME | set(
    "and any as because but can could each every few how if less little many may might more most much must no not off "
    "or shall should some so than that then there these this those until very what when where which while why would "
    "yet one ones other another own such too also".split()
)  # fmt: skip
FORMS = [
    set(group.split())
    for group in (
        "be am is are was were been, become became, begin began begun, break broke broken, bring brought, build built, "
        "buy bought, catch caught, choose chose chosen, come came, cost, cut, do does did done, draw drew drawn, "
        "drink drank drunk, drive drove driven, eat ate eaten, fall fell fallen, feel felt, fight fought, find found, "
        "fly flew flown, forget forgot forgotten, get got gotten, give gave given, go goes went gone, grow grew grown, "
        "have has had, hear heard, hold held, keep kept, know knew known, learn learnt, leave left, lend lent, let, "
        "lose lost, make made, mean meant, meet met, pay paid, put, read, ride rode ridden, ring rang rung, run ran, "
        "say said, see saw seen, sell sold, send sent, show shown, sing sang sung, sit sat, sleep slept, "
        "speak spoke spoken, spend spent, stand stood, steal stole stolen, swim swam swum, take took taken, "
        "teach taught, tell told, think thought, throw threw thrown, understand understood, wake woke woken, "
        "wear wore worn, win won, write wrote written, good well better best, bad badly worse worst, "
        "person people, child children, man men, woman women, foot feet, tooth teeth"
    ).split(",")
]
CONFUSED = [
    set(group.split())
    for group in (
        "make do take have get give, say tell speak talk, lend borrow, learn teach know, look see watch, listen hear, "
        "win earn, rise raise, lie lay, remember remind, bring take, come go, fun funny, since for ago, job work, "
        "travel trip, advice advise, interested interesting, homework homeworks, during while, last latest"
    ).split(",")
]


def is_mended(before: list[str], put_in: Iterable[str]) -> bool:
    """Whether every new word that carries meaning belongs to one of the sentence: its form, or one often confused."""
    return all(word in FUNCTION or any(_belong(old, word) for old in before) for word in put_in)


def _belong(old: str, new: str) -> bool:
    start = min(3, len(old), len(new))
    if old[:start] == new[:start]:
        return True
    group = next((group for group in FORMS if new in group), {new})
    mine = next((forms for forms in FORMS if old in forms), {old})
    is_form = any(old.startswith(form) for form in group if len(form) > 2)  # "eated"
    return is_form or bool(group & mine) or any(group & words and mine & words for words in CONFUSED)
