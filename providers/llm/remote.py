"""What remote models share: OpenAI's stream of chunks, which all of them send, as pieces of a reply."""

from collections.abc import AsyncIterable, AsyncIterator
from typing import Any

from providers.errors import Refused, Unavailable
from texts import _

from .base import Usage


async def reply_of(chunks: AsyncIterable[Any], ends_with_a_reason: bool = True) -> AsyncIterator[str | Usage]:
    """Pieces of the reply, then the Usage if one was sent. Raises Refused, and Unavailable when the end is missing."""
    said, ended, usage = False, False, None
    async for chunk in chunks:
        usage = getattr(chunk, "usage", None) or usage
        choice = chunk.choices[0] if getattr(chunk, "choices", None) else None
        if choice is None:
            continue
        if choice.delta and isinstance(choice.delta.content, str) and choice.delta.content:
            said = True
            yield choice.delta.content
        if choice.finish_reason == "content_filter":
            raise Refused()
        ended = ended or bool(choice.finish_reason)
    if said and ends_with_a_reason and not ended:
        raise Unavailable(_("it broke off in the middle of its answer"))
    if usage and isinstance(usage.prompt_tokens, int) and isinstance(usage.completion_tokens, int):
        yield Usage(usage.prompt_tokens, usage.completion_tokens)
