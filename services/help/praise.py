"""Praise for an answer in which a model found no mistake: our own words, and nothing that is not so."""

from services.measures import tokens

JOINING = ("because", "although", "so that", "while", "if", "when", "which", "but")
LONG = 12


def praise(text: str) -> str:
    words = tokens.words(text)
    joined = next((word for word in JOINING if f" {word} " in f" {' '.join(words)} "), None)
    if joined:
        return f'Well done: you joined two ideas with "{joined}", and we found no mistake.'
    if len(words) >= LONG:
        return "Well done: a long answer, and we found no mistake."
    return "Well done: we found no mistake."
