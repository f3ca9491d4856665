"""A stream of server-sent events, however the net cuts it."""

import json

import pytest

from providers.errors import Unavailable
from providers.llm.sse import chunks

SAID = ["Grüß dich, ", "my friend", "… 😀"]
STREAM = b": hello\n\nevent: message\n" + b"".join(
    f"data: {json.dumps({'text': text}, ensure_ascii=False)}\n\n".encode() for text in SAID
)


async def read(stream: bytes, size: int) -> list[str]:
    async def pieces():
        for at in range(0, len(stream), size):
            yield stream[at : at + size]

    return [chunk.text async for chunk in chunks(pieces())]


@pytest.mark.parametrize("size", [1, 2, 7, 64, 10_000])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
async def test_objects_come_whole_however_they_were_cut(size, ending):
    assert await read(STREAM.replace(b"\n", ending), size) == SAID


async def test_nothing_is_read_after_the_end():
    assert await read(STREAM + b'data: [DONE]\n\ndata: {"text": "more"}\n\n', 5) == SAID


async def test_a_last_line_without_an_end_counts():
    assert await read(b'data: {"text": "all"}', 4) == ["all"]


async def test_an_error_in_the_middle_is_one():
    with pytest.raises(Unavailable):
        await read(STREAM + b'data: {"error": {"message": "overloaded"}}\n\n', 9)


async def test_a_line_without_an_end_is_no_answer():
    with pytest.raises(Unavailable):
        await read(b"data: " + bytes(2**21), 2**14)
