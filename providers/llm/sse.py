"""OpenAI's stream of chunks, read without the SDK's classes: to build them for every token costs more than all else."""

import json
from collections.abc import AsyncIterator

from providers.errors import Unavailable


class Fields(dict):
    """A JSON object; a field that is missing is None."""

    __getattr__ = dict.get


_DECODER = json.JSONDecoder(object_hook=Fields)


async def chunks(lines: AsyncIterator[str]) -> AsyncIterator[Fields]:
    """The objects of a stream of server-sent events, up to [DONE]. Raises Unavailable for an error among them."""
    async for line in lines:
        name, _, data = line.partition(":")
        if name != "data":
            continue
        if data.strip() == "[DONE]":
            return
        chunk = _DECODER.decode(data)
        if not isinstance(chunk, Fields):
            continue
        if chunk.error:
            raise Unavailable("it broke off in the middle of its answer")
        yield chunk
