"""A take that nobody waits for any more is let go at once, and what it cost is told."""

import asyncio
import contextlib
import time

import pytest

from services.said import SaidAudio, SaidText
from tests.support.ears import PIECES, RECORDING


@pytest.mark.parametrize("how", ["drop", "close"])
async def test_what_a_take_cost_that_was_dropped_or_left_is_told_at_once(ears, ear, how):
    await ears.speak()
    await asyncio.sleep(0.05)
    await getattr(ears.listening, how)()
    assert ear.takes[0].is_closed
    before = len(ears.told)
    await asyncio.sleep(0.05)
    assert len(ears.told) == before
    assert [share.spent.seconds for share in ears.spent] == [ear.takes[0].seconds]


@pytest.mark.parametrize("what", [SaidText("I typed.", "typed", "t2"), SaidAudio(RECORDING, "t2")])
async def test_when_something_else_was_said_the_take_is_forgotten(ears, ear, what):
    await ears.speak()
    assert await ears.listening.release(what) is what
    assert ear.takes[0].is_closed


async def test_a_new_take_replaces_the_one_before(ears, ear):
    await ears.speak("t1", PIECES[:2])
    await ears.speak("t2", PIECES[:2])
    assert [take.is_closed for take in ear.takes] == [True, False]


async def test_a_room_that_is_closed_listens_no_more(ears, ear):
    await ears.listening.close()
    await ears.speak()
    assert ear.takes == []


async def test_a_turn_that_is_cancelled_while_it_waits_lets_go_at_once(ears, ear):
    await ears.speak()
    ear.takes[0].finish = lambda: asyncio.sleep(60)
    turn = asyncio.create_task(ears.hear())
    await asyncio.sleep(0.05)
    began = time.monotonic()
    turn.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await turn
    await ears.listening.done()
    assert turn.cancelled() and ear.takes[0].is_closed and time.monotonic() - began < 0.15
