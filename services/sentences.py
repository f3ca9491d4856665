"""A stream of text pieces into sentences, each as soon as the next one has begun."""

from collections.abc import AsyncIterator
from typing import TypeVar

from sentencex import segment  # pyright: ignore[reportAttributeAccessIssue]

Who = TypeVar("Who")


async def sentences(pieces: AsyncIterator[tuple[str, Who]]) -> AsyncIterator[tuple[str, bool, Who]]:
    """(sentence, is it the last, who wrote it). The text is stripped, its white space folded, never empty."""
    buffer, who = "", None
    async for piece, who in pieces:
        buffer += piece
        if any(mark in buffer for mark in ".!?…\n"):
            *complete, buffer = _split(buffer) or [""]
            for sentence in complete:
                yield sentence, False, who
    *complete, last = _split(buffer) or [""]
    for sentence in complete:
        yield sentence, False, who  # pyright: ignore[reportReturnType]
    if last.strip():
        yield " ".join(last.split()), True, who  # pyright: ignore[reportReturnType]


async def whole(pieces: AsyncIterator[tuple[str, Who]]) -> AsyncIterator[tuple[str, bool, Who]]:
    """All the text as one piece: for clients that want whole answers."""
    parts = [(piece, who) async for piece, who in pieces]
    text = " ".join("".join(piece for piece, _ in parts).split())
    if text:
        yield text, True, parts[-1][1]


def _split(text: str) -> list[str]:
    """Complete sentences folded and stripped; the last part as it stands, for more may be to come."""
    found = [part for part in segment("en", text) if part.strip()]
    if len(found) > 1 and found[-2].rstrip().endswith((' "', " “")):  # it opens what follows
        found[-1] = found[-2].rstrip()[-1] + found[-1]
        found[-2] = found[-2].rstrip()[:-1]
    return [" ".join(part.split()) for part in found[:-1]] + found[-1:]
