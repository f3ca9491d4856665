"""What kind of mistake a correction mends, told from the words that changed."""

from typing import Literal, get_args

from .words import changes, plain

Kind = Literal[
    "article", "preposition", "tense", "agreement", "word order", "word choice", "plural", "pronoun", "other"
]
KINDS: tuple[str, ...] = get_args(Kind)
WHY: dict[Kind, str] = {
    "article": "Think of the small words a, an and the before a thing or a person.",
    "preposition": "Here we use another small word, such as in, on, at or for.",
    "tense": "The form of the verb tells when it happens. Here it is another form.",
    "agreement": "The verb changes with the person: I have, she has.",
    "word order": "The words are right, but they stand in another order.",
    "word choice": "Another word says better what you mean.",
    "plural": "For more than one, we use the plural form. Some words have no plural.",
    "pronoun": "Words such as he, him and his are not used in the same place.",
    "other": "This is how we usually say it.",
}
ARTICLES = {"a", "an", "the"}
PREPOSITIONS: set[str] = set(
    "about above across after against at before behind below between by during for from in into of off on onto over "
    "since through to towards under until up with without".split()
)
PRONOUNS: set[str] = set(
    "i me my mine myself you your yours he him his himself she her hers herself it its itself we us our ours they them "
    "their theirs who whom whose".split()
)
OF_RULES = {  # LanguageTool's names
    "HE_VERB_AGR": "After he, she or it, the verb takes an s.",
    "I_AM_VB": "This verb stands without am, is or are.",
    "CD_NN": "After a number above one, use the plural.",
    "AUXILIARY_DO_WITH_INCORRECT_VERB_FORM": "After do, does and did, the verb has its basic form.",
    "SHORT_COMPARATIVES": "A short word takes -er: older, bigger.",
    "SINCE_FOR": "Use for with a length of time, and since with a starting point.",
    "PERFECT_TENSE_SINCE": "It began in the past and goes on. So we use have or has.",
    "ADMIT_ENJOY_VB": "After these words, the next verb ends in -ing.",
    "WANT_THAT_I": "We say: want somebody to do something.",
    "CONDITIONAL_CLAUSE": "After if, we do not use will.",
    "IF_WOULD_HAVE_VBN": "After if, we use had, not would have.",
    "SAY_TELL": "We say something, but we tell somebody something.",
    "DEPEND_ON": "We say: it depends on something.",
    "BEEN_PART_AGREEMENT": "After was and were, use the third form: seen, written.",
    "EVERY_EACH_SINGULAR": "After every and each comes one thing only.",
    "GOOD_IN_AT_GERUND": "We say: good at something.",
}
AGREE = [{"am", "is", "are"}, {"was", "were"}, {"have", "has"}, {"do", "does"}]
THIRD = {"he", "she", "it", "who", "everybody", "everyone", "nobody", "somebody", "someone", "that"}
TIME = set("am is are was were be been being have has had do does did will would going".split())
PAST = ("ed", "en", "ing", "ght", "ung", "ang", "oke", "ote", "ove", "ook", "ood", "old", "ent")
SIMPLE_PAST = set("ate came did found gave got left made met ran said saw told took went".split())
IRREGULAR = SIMPLE_PAST | set("done given gone seen taken".split())


def kind_of(original: str, better: str) -> Kind:
    before, after = plain(original), plain(better)
    if sorted(before) == sorted(after):
        return "word order"
    places = changes(before, after)
    out, put_in = [word for old, _ in places for word in old], [word for _, new in places for word in new]
    changed = {*out, *put_in}
    small: tuple[tuple[Kind, set[str]], ...] = (
        ("article", ARTICLES),
        ("preposition", PREPOSITIONS),
        ("pronoun", PRONOUNS),
    )
    for kind, words in small:
        if changed <= words:
            return kind
    return _of_words(before, out, put_in)


def _of_words(before: list[str], out: list[str], put_in: list[str]) -> Kind:
    if len(out) == len(put_in) == 1:
        return _of_one(before, out[0], put_in[0])
    is_verb = any(word in TIME or word in IRREGULAR for word in (*out, *put_in))
    return "tense" if is_verb or any(word.endswith(PAST) for word in put_in) else "other"


def _of_one(before: list[str], old: str, new: str) -> Kind:
    if any({old, new} <= group for group in AGREE):
        return "agreement"
    if _stem(old) == _stem(new):
        follows = before[before.index(old) - 1] if before.index(old) else ""
        return "agreement" if follows in THIRD else "plural"
    if {old, new} <= SIMPLE_PAST:
        return "word choice"
    if {old, new} & (TIME | IRREGULAR) or new.endswith(PAST) or old.endswith("ed"):
        return "tense"
    return "word choice"


def _stem(word: str) -> str:
    """Without the ending of a plural or of he, she, it."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-2] if word.endswith(("ses", "shes", "ches", "xes", "oes")) else word.removesuffix("s")
