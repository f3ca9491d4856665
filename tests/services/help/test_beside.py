"""Beside the turn: nothing before the first sound, one of a kind at a time, dropped when told."""

import asyncio

import pytest

from services.help.beside import MOST_WAITING, Beside


@pytest.fixture
def log() -> list[str]:
    return []


@pytest.fixture
def work(log):
    """work(name): something that takes a while and says when it began and ended."""

    def make(name: str, seconds: float = 0.02):
        async def run() -> None:
            log.append(f"{name}+")
            await asyncio.sleep(seconds)
            log.append(f"{name}-")

        return run

    return make


async def test_it_waits_for_the_first_sound_of_a_running_reply(log, work):
    beside = Beside()
    beside.hold()
    beside.start("hint", work("a"))
    await asyncio.sleep(0.05)
    assert log == []
    beside.release()
    await asyncio.sleep(0.05)
    assert log == ["a+", "a-"]


async def test_one_of_a_kind_runs_at_a_time_and_other_kinds_beside_it(log, work):
    beside = Beside()
    for kind, name in (("hint", "a"), ("hint", "b"), ("translation", "c")):
        beside.start(kind, work(name))
    await asyncio.sleep(0.01)
    assert log == ["a+", "c+"]
    await asyncio.sleep(0.08)
    assert log.index("a-") < log.index("b+") and "b-" in log


async def test_too_much_of_a_kind_is_refused_until_some_is_done(log, work):
    beside = Beside()
    beside.hold()
    assert [beside.start("hint", work("x", 0)) for _ in range(MOST_WAITING + 1)] == [True] * MOST_WAITING + [False]
    assert beside.start("again", work("y", 0))
    beside.release()
    await asyncio.sleep(0.05)
    assert beside.start("hint", work("z", 0))


async def test_what_is_stopped_ends_waiting_or_not(log, work):
    beside = Beside()
    beside.start("hint", work("a", 5))
    beside.start("hint", work("b", 5))
    beside.start("translation", work("c"))
    await asyncio.sleep(0.01)
    await beside.stop("hint")
    await asyncio.sleep(0.05)
    assert log == ["a+", "c+", "c-"]
    beside.start("hint", work("d"))
    await asyncio.sleep(0.05)
    assert log[-1] == "d-"
