"""What the interface says, in the reader's language: English where it is used, looked up when it is said.

`_` looks a sentence up, `_n` one with a count in it, and `N_` marks one that is looked up later. Names in braces are
filled in. All of them together are the catalogue, texts/talkbuddy.pot; a language is one file beside it
(docs/languages.md). What students practise, a conversation and what is written about it, is English and not in it.
"""

from contextvars import ContextVar
from string import Formatter
from typing import Any

from .catalogues import ENGLISH, translations

_reader: ContextVar[str] = ContextVar("language", default=ENGLISH)


def speak(language: str) -> None:
    """From here on, in this task and those that it starts, everything is said in this language."""
    _reader.set(language)


def spoken() -> str:
    """The reader's language: its code (BCP 47)."""
    return _reader.get()


def _(text: str, **names: object) -> str:
    """A sentence in the reader's language; English where that has none."""
    found = translations()[_reader.get()].gettext(text)
    return found.format(**names) if names else found


def _n(one: str, many: str, count: int, **names: object) -> str:
    """The same for a sentence that counts something: `{count}` is filled in, too."""
    return translations()[_reader.get()].ngettext(one, many, count).format(count=count, **names)


def N_(text: str) -> str:
    """A sentence that stands in a constant: who says it looks it up."""
    return text


def around(text: str, **components: Any) -> list[Any]:
    """A sentence that was looked up, with components at the names in braces: each language has its own order."""
    pieces: list[Any] = []
    for words, name, _spec, _conversion in Formatter().parse(text):
        pieces += [words] if words else []
        pieces += [components[name]] if name else []
    return pieces
