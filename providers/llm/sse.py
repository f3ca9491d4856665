"""OpenAI's stream of chunks, read without the SDK's classes: to build them for every token costs more than all else."""

import json
from collections.abc import AsyncIterator

from providers.errors import Unavailable
from texts import _

MAX_LINE_BYTES = 2**20


class Fields(dict):
    """A JSON object; a field that is missing is None."""

    __getattr__ = dict.get


_DECODER = json.JSONDecoder(object_hook=Fields)


async def chunks(pieces: AsyncIterator[bytes]) -> AsyncIterator[Fields]:
    """The objects of a stream of server-sent events, up to [DONE]. Raises Unavailable for an error among them."""
    async for line in _lines(pieces):
        name, _colon, data = line.partition(":")
        if name != "data":
            continue
        if data.strip() == "[DONE]":
            return
        chunk = _DECODER.decode(data)
        if not isinstance(chunk, Fields):
            continue
        if chunk.error:
            raise Unavailable(_("it broke off in the middle of its answer"))
        yield chunk


async def _lines(pieces: AsyncIterator[bytes]) -> AsyncIterator[str]:
    """Raises Unavailable for one without an end."""
    rest = b""
    async for piece in pieces:
        *complete, rest = (rest + piece).split(b"\n")
        for line in complete:
            yield line.decode(errors="replace")
        if len(rest) > MAX_LINE_BYTES:
            raise Unavailable(_("it gave an answer that makes no sense"))
    yield rest.decode(errors="replace")
