"""The model on this machine, with a real one that is too small to make sense."""

import asyncio
import time
from dataclasses import replace

import pytest

from config.settings import Settings
from providers.errors import Unavailable
from providers.llm.base import Prompt
from providers.llm.local import LocalLLM

PROMPT = Prompt("You are a kind neighbor. Answer in one sentence.", [("student", "I like cats.")], max_tokens=40)


@pytest.fixture
def model(small_model) -> LocalLLM:
    return LocalLLM(Settings(local_model_path=str(small_model)))


async def test_a_reply_comes_in_many_pieces_the_first_before_the_last(model):
    await model.warm()
    began, times, pieces = time.monotonic(), [], []
    async for piece in model.stream(PROMPT):
        pieces.append(piece)
        times.append(time.monotonic() - began)
    assert len(pieces) > 3 and "".join(pieces).strip()
    assert times[0] < times[-1] * 0.9


async def test_a_reply_is_no_longer_than_was_asked_for(model):
    assert len([piece async for piece in model.stream(replace(PROMPT, max_tokens=5))]) <= 5


async def test_a_reply_that_is_left_early_makes_room_for_the_next_at_once(model):
    long = replace(PROMPT, max_tokens=2000, turns=[("student", "Tell me a very long story.")])
    for _ in range(4):
        stream = model.stream(long)
        assert await anext(stream)
        await stream.aclose()  # pyright: ignore[reportAttributeAccessIssue]
    began = time.monotonic()
    assert await model.reply(replace(PROMPT, max_tokens=8))
    assert time.monotonic() - began < 6, "four long stories would take much longer"


async def test_a_reply_that_is_cancelled_stops_too(model):
    has_begun = asyncio.Event()

    async def listen() -> None:
        async for _ in model.stream(
            replace(PROMPT, max_tokens=4000, turns=[("student", "Tell me a very long story.")])
        ):
            has_begun.set()
            await asyncio.sleep(0.05)

    listening = asyncio.create_task(listen())
    await has_begun.wait()
    listening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await listening
    began = time.monotonic()
    assert await model.reply(replace(PROMPT, max_tokens=8))
    assert time.monotonic() - began < 6


async def test_three_rooms_are_served_side_by_side(model):
    replies = await asyncio.gather(*(model.reply(replace(PROMPT, max_tokens=12)) for _ in range(3)))
    assert all(replies)


async def test_rooms_are_served_in_the_order_in_which_they_came_and_who_leaves_makes_way(model):
    served: list[int] = []

    async def ask(room: int, tokens: int) -> None:
        await model.reply(replace(PROMPT, max_tokens=tokens))
        served.append(room)

    await model.warm()
    rooms = [asyncio.create_task(ask(room, tokens)) for room, tokens in enumerate((40, 40, 4000, 4, 4))]
    await asyncio.sleep(0)
    rooms[2].cancel()
    await asyncio.wait(rooms, timeout=60)
    assert served[0] in (0, 1) and sorted(served) == [0, 1, 3, 4], "two at a time; who left was not served"


async def test_preparing_reads_the_instructions_and_says_nothing(model):
    assert await model.prepare(PROMPT) is None


async def test_a_damaged_model_file_is_an_error_of_ours(tmp_path):
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + b"\0" * 1000)
    with pytest.raises(Unavailable, match="this computer"):
        await LocalLLM(Settings(local_model_path=str(broken))).reply(PROMPT)


def test_it_is_available_when_its_file_is_there(tmp_path, small_model):
    assert not LocalLLM.available(Settings(data_dir=tmp_path))
    assert LocalLLM.available(Settings(local_model_path=str(small_model)))
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "small.gguf").touch()
    assert LocalLLM.available(Settings(data_dir=tmp_path, local_model="someone/small/small.gguf"))
