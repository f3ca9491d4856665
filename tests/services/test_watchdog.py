"""What holds up the event loop is named in the log, by its place alone."""

import asyncio
import logging
import threading
import time

from services.watchdog import watching


def block_for(seconds: float, secret: str) -> None:
    assert secret
    time.sleep(seconds)


async def test_the_place_that_blocks_is_logged_with_its_time_and_no_values(caplog):
    with caplog.at_level(logging.WARNING, "services.watchdog"):
        async with watching(20):
            await asyncio.sleep(0.05)
            block_for(0.2, "what somebody said")
            await asyncio.sleep(0.1)
    found = [record.fields for record in caplog.records if "block_for" in str(record.fields)]
    assert found and 150 < found[0]["ms"] < 2000 and found[0]["ran_ms"] < 150, "it slept"
    assert "test_watchdog.py" in found[0]["place"][-1] and "somebody" not in str(found)


async def test_a_loop_that_turns_is_no_news(caplog):
    with caplog.at_level(logging.WARNING, "services.watchdog"):
        async with watching(2000):
            await asyncio.sleep(0.1)
    assert caplog.records == []


async def test_it_watches_nothing_unless_it_is_told_to():
    before = set(threading.enumerate())
    async with watching(0):
        assert not set(threading.enumerate()) - before
    async with watching(1000):
        assert [thread.name for thread in set(threading.enumerate()) - before] == ["watchdog"]
