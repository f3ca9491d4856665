"""A stream of text into pieces for the voice: sentences, each the moment it is complete; the first may be a clause."""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterator
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from sentencex import segment  # pyright: ignore[reportAttributeAccessIssue]

Who = TypeVar("Who")

CLAUSE_WORDS = 4  # a first piece that ends at a clause has at least so many
TINY_WORDS = 3  # a sentence with fewer goes with the next one: nobody asks a voice for one word at a time
CLAUSE = re.compile(r"(?<=[^\W\d_])(?<!http)(?<!https)(?:[,;:]|\s?—|\s[–-](?=\s))")
LAST_WORD = re.compile(r"(?:^|[\s(“\"—-])([^\W\d_]+(?:['’][^\W\d_]+)?)\.$")
ASKED_OR_CALLED = re.compile(r"[^\W_][!?]+$")
SHORT_WORDS = {"do", "go", "him", "it", "me", "so", "to", "up", "us"}
ABBREVIATIONS = set(
    "alt apt approx assoc ave bldg blvd calif capt corp dept dist div elev est etc excl ext fig figs fri "
    "gen gov govt hon hrs illus inc incl intl jan jun lbs ltd max messrs min misc mon mrs mts natl nos oct ord "
    "pop pres prof prop pts ref rep rev sat sec sen sept sgt ste supt tel temp thu thur thurs treas tue tues univ "
    "vol vols vs wed yrs".split()
)


@dataclass(frozen=True)
class Piece(Generic[Who]):
    """Part of a text that somebody writes. All pieces joined are the text, its white space folded: a piece begins with
    a blank where one stood before it. `last` is known as soon as more has come, or the end."""

    text: str
    who: Who
    last: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


async def sentences(parts: AsyncGenerator[tuple[str, Who], None]) -> AsyncGenerator[Piece[Who], None]:
    """Pieces to be spoken one after another. None is empty. Who leaves early closes `parts` as well."""
    rest, latest = "", None
    who: Who = None  # pyright: ignore[reportAssignmentType] - without a part there is no piece either
    async with aclosing(parts):
        async for part, who in parts:
            rest += part
            while True:
                if latest and rest.strip():
                    _settle(latest, False)
                end = cut(rest, is_first=latest is None)
                if not end:
                    break
                latest, rest = Piece(_folded(rest[:end], latest is None), who), rest[end:]
                yield latest
    if rest.strip():
        latest = Piece(_folded(rest, latest is None), who)
        yield latest
    if latest:
        _settle(latest, True)


async def whole(parts: AsyncGenerator[tuple[str, Who], None]) -> AsyncGenerator[Piece[Who], None]:
    """All the text as one piece: for clients that want whole answers."""
    found = [(part, who) async for part, who in parts]
    text = " ".join("".join(part for part, _ in found).split())
    if text:
        piece = Piece(text, found[-1][1])
        _settle(piece, True)
        yield piece


def cut(text: str, is_first: bool) -> int:
    """Where the first piece of a text ends that is still being written; 0 where nobody can say yet."""
    ends = [end for end in _sentence_ends(text) if _words(text[:end]) >= TINY_WORDS]
    if is_first:
        ends += [end for end in _clause_ends(text) if _words(text[:end]) >= CLAUSE_WORDS]
    return min(ends, default=0)


def _sentence_ends(text: str) -> Iterator[int]:
    *complete, rest = segment("en", text) or [""]
    at = 0
    for part in complete:
        at += len(part)
        end = len(text[:at].rstrip())
        if text[:end].endswith((' "', " “")):  # it opens what follows
            end = len(text[: end - 1].rstrip())
        yield end
    if _is_clear(rest.rstrip()):
        yield len(text.rstrip())


def _clause_ends(text: str) -> Iterator[int]:
    return (found.end() for found in CLAUSE.finditer(text) if _is_closed(text[: found.end()]))


def _is_clear(text: str) -> bool:
    """Whether this is a sentence whatever comes next. Figures, initials, abbreviations and words that could be one wait
    for it: "e.g. this", "3.14", "the U.S. team"; so does an end inside quotation marks."""
    if text[-1:] not in (".", "!", "?") or not _is_closed(text):
        return False
    if ASKED_OR_CALLED.search(text):
        return True
    word = LAST_WORD.search(text)
    return bool(word) and _is_no_abbreviation(word[1]) and segment("en", f"{text} So")[-1] == "So"


def _is_no_abbreviation(word: str) -> bool:
    if word.lower() in ABBREVIATIONS:
        return False
    return word in SHORT_WORDS or (word.islower() and len(word) > 2) or len(word) > 5


def _is_closed(text: str) -> bool:
    """Whether every quotation mark and bracket that was opened is closed."""
    pairs = all(text.count(opening) == text.count(closing) for opening, closing in ("()", "[]", "“”"))
    return pairs and text.count('"') % 2 == 0


def _words(text: str) -> int:
    return len(re.findall(r"[\w'’.-]*\w", text))


def _folded(text: str, is_first: bool) -> str:
    folded = " ".join(text.split())
    return folded if is_first or not text[:1].isspace() else f" {folded}"


def _settle(piece: Piece, is_last: bool) -> None:
    if not piece.last.done():
        piece.last.set_result(is_last)
