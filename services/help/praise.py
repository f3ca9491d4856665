"""Praise for an answer: our own words, and nothing that is not so."""

from services.measures import tokens

from .words import changes, plain

JOINING = ("because", "although", "so that", "while", "if", "when", "which", "but")
ASKING = ("when", "which")  # as the first word they ask, and join nothing
LONG = 12


def praise(text: str) -> str:
    """For an answer in which a model found no mistake."""
    joined = _joining(text)
    if joined:
        return f'Well done: you joined two ideas with "{joined}", and we found no mistake.'
    if len(tokens.words(text)) >= LONG:
        return "Well done: a long answer, and we found no mistake."
    return "Well done: we found no mistake."


def beside(original: str, better: str) -> str | None:
    """For a sentence that is corrected. It does not say that the rest is right: rules alone may have read it."""
    joined = _joining(original)
    if joined and joined == _joining(better):
        return f'Well done: you joined two ideas with "{joined}".'
    if len(tokens.without_fillers(original)) >= LONG:
        return "Well done: that is a long sentence."
    changed = sum(max(len(old), len(new)) for old, new in changes(plain(original), plain(better)))
    return "Well done: we would change only one word." if changed == 1 else None


def _joining(text: str) -> str | None:
    words = tokens.words(text)
    inside = " ".join(words[1:] if words[:1] and words[0] in ASKING else words)
    return next((word for word in JOINING if f" {word} " in f" {inside} "), None)
