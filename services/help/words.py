"""Two sentences word by word: what differs between them, without case, marks and short forms."""

from difflib import SequenceMatcher
from typing import Literal

from services.measures import tokens

How = Literal["same", "missing", "extra"]
SHORT_FORMS = {"won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not", "i'm": "I am"}
ENDINGS = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'m": " am"}


def spelled_out(text: str) -> list[str]:
    """Words as they are written, short forms in full ("don't": do, not), without fillers and without stutters."""
    found: list[str] = []
    for token in tokens.TOKEN.findall(text.replace("’", "'")):
        for word in _in_full(token).split():
            if word.lower() not in tokens.FILLERS and (not found or found[-1].lower() != word.lower()):
                found.append(word)
    return found


def plain(text: str) -> list[str]:
    """The same in small letters."""
    return [word.lower() for word in spelled_out(text)]


def changes(before: list[str], after: list[str]) -> list[tuple[list[str], list[str]]]:
    """The places where two lists of words differ: words taken out, words put in."""
    return [(before[a:b], after[c:d]) for tag, a, b, c, d in _steps(before, after) if tag != "equal"]


def compare(wanted: str, said: str) -> list[tuple[How, str]]:
    """Every word of `wanted` as 'same' or 'missing', and the words that were said beside them as 'extra'."""
    ours, theirs = spelled_out(wanted), spelled_out(said)
    found: list[tuple[How, str]] = []
    for tag, a, b, c, d in _steps(plain(wanted), plain(said)):
        how: How = "same" if tag == "equal" else "missing"
        found.extend((how, word) for word in ours[a:b])
        found.extend(("extra", word) for word in theirs[c:d] if tag != "equal")
    return found


def _steps(before: list[str], after: list[str]):
    return SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes()


def _in_full(token: str) -> str:
    if token.lower() in SHORT_FORMS:
        return SHORT_FORMS[token.lower()]
    for ending, full in ENDINGS.items():
        if token.lower().endswith(ending):
            return token[: -len(ending)] + full
    return token
