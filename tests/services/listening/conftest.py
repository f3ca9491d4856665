"""An ear that hears along; when a test is over, nothing of it may be open."""

import asyncio
import threading

import pytest

from tests.support.ears import Ear, Ears


@pytest.fixture
def ear():
    return Ear()


@pytest.fixture
async def ears(ear):
    made = Ears(ear)
    yield made
    await made.listening.close()
    assert all(take.is_closed for take in ear.takes)
    for _ in range(15):
        if not any(thread.name == "growing" for thread in threading.enumerate()):
            return
        await asyncio.sleep(0.01)
    pytest.fail("a decoder still runs")
