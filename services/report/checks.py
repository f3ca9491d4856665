"""What a model says about a student, held against what the student said. What does not hold is dropped, and counted."""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from services.measures.levels import LEVELS, known_share
from services.measures.tokens import TOKEN

MAX_CHARACTERS = 300
QUOTED = re.compile(r'["“«]([^"”»]*)["”»]')
MARKUP = re.compile(r"[<>`*#{}\[\]|\\]|https?:|www\.|&\w+;")
MEASURE = re.compile(r"%|\b(?:percent|per cent|out of (?:ten|five|a hundred)|score[ds]?|marks?|[abc][12])\b", re.I)
NUMBER_WORDS = set(
    "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy eighty "
    "ninety hundred thousand million twice".split()
)
ENGLISH = set(
    "a about all an and are as at be because but by can did do does for from had has have he her his how i if in is it "
    "its like more my not of on or our say she so some that the their them then there they this to use was we were "
    "what when where which who why will with would you your".split()
)
ENGLISH_SHARE = 0.6
ENOUGH_FOR_A_LANGUAGE = 4
BAND = re.compile(rf"({'|'.join(LEVELS)})(?:\s*(?:-|–|to)\s*({'|'.join(LEVELS)}))?")


@dataclass(frozen=True)
class Quote:
    """The student's own words: `answer` counts their utterances from 1, `text` is cut out of that utterance."""

    answer: int
    text: str


@dataclass
class Checks:
    """One model answer's checks against `said`, the student's utterances in order. `dropped` counts what failed."""

    said: list[str]
    dropped: int = field(default=0, init=False)

    def read(self, text: str) -> dict[str, Any]:
        """The one JSON object in the text, also inside a fence; {} when there is none, which counts as dropped."""
        start = text.find("{")
        try:
            found, _ = json.JSONDecoder().raw_decode(text[start:]) if start >= 0 else (None, 0)
        except (ValueError, RecursionError):
            found = None
        return found if isinstance(found, dict) else self._drop({})

    def items(self, value: Any, most: int) -> list[dict[str, Any]]:
        """A list of objects, at most so many; whatever else stands there is dropped."""
        if value is None:
            return []
        if not isinstance(value, list):
            return self._drop([])
        kept = [item for item in value if isinstance(item, dict)][:most]
        self.dropped += len(value) - len(kept)
        return kept

    def quote(self, text: Any, answer: Any = None) -> Quote | None:
        """The words as the student said them, in that answer or else in another one; None when they said no such."""
        if not isinstance(text, str):
            return self._drop(None)
        numbers = list(range(1, len(self.said) + 1))
        if isinstance(answer, int) and not isinstance(answer, bool) and answer in numbers:
            numbers.insert(0, answer)
        for number in numbers:
            found = _find(text, self.said[number - 1])
            if found:
                return Quote(number, found)
        return self._drop(None)

    def sentence(self, text: Any) -> str | None:
        """One or two plain English sentences without markup, without a number the student did not say, and without a
        quote that is not theirs; None otherwise."""
        if not isinstance(text, str):
            return self._drop(None)
        text = " ".join(text.split())
        holds = (
            0 < len(text) <= MAX_CHARACTERS
            and text.isprintable()
            and not MARKUP.search(text)
            and not MEASURE.search(text)
            and self._numbers_are_said(text)
            and is_english(text)
            and all(any(_find(quote, said) for said in self.said) for quote in QUOTED.findall(text))
        )
        return text if holds else self._drop(None)

    def better(self, text: Any, quote: Quote) -> str | None:
        """Better words for the quote: other words than those, but still about the same thing."""
        words = self.sentence(text)
        if words is None:
            return None
        old, new = _words(quote.text), _words(words)
        return words if old != new and set(old) & set(new) else self._drop(None)

    def band(self, value: Any) -> str | None:
        """A range of levels in words, such as "around B1" or "A2 to B1"; None for marks and for wide ranges."""
        found = BAND.search(value) if isinstance(value, str) and len(value) < 30 else None
        if found is None:
            return self._drop(None)
        low, high = found.group(1), found.group(2) or found.group(1)
        if not 0 <= LEVELS.index(high) - LEVELS.index(low) <= 1:
            return self._drop(None)
        return f"around {low}" if low == high else f"{low} to {high}"

    def _numbers_are_said(self, text: str) -> bool:
        said = {word for answer in self.said for word in _words(answer)}
        return all(word in said for word in _words(text) if word[0].isdigit() or word in NUMBER_WORDS)

    def _drop(self, nothing: Any) -> Any:
        self.dropped += 1
        return nothing


def is_english(text: str) -> bool:
    """Whether the text looks English: Latin letters, most words in the English list, and one of the small words of
    English among them. Under four words only the first two are asked."""
    if any(char.isalpha() and char > "ɏ" for char in text):
        return False
    words = _words(text)
    has_small_word = any(word.split("'")[0] in ENGLISH for word in words)
    return known_share(text) >= ENGLISH_SHARE and (has_small_word or len(words) < ENOUGH_FOR_A_LANGUAGE)


def _find(quote: str, said: str) -> str | None:
    """The part of `said` whose words are the quote's, whatever case and marks; at least one letter long."""
    wanted = _words(quote)
    tokens = list(TOKEN.finditer(said))
    plain = [_plain(token.group()) for token in tokens]
    for start in range(len(plain) - len(wanted) + 1) if wanted else ():
        if plain[start : start + len(wanted)] == wanted:
            return said[tokens[start].start() : tokens[start + len(wanted) - 1].end()]
    return None


def _words(text: str) -> list[str]:
    return [_plain(token) for token in TOKEN.findall(text)]


def _plain(token: str) -> str:
    return token.lower().replace("’", "'")
