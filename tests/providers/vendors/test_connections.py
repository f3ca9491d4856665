"""Connections to vendors: ready when somebody has spoken, closed at once when a turn is cancelled."""

import asyncio
import time

import pytest

from config.settings import Settings
from providers import factory, pool
from providers.asr.base import ASR
from providers.base import Audio
from providers.llm.base import LLM
from providers.tts.chain import TTSChain
from tests.support.asking import KEYED, MP3, PROMPT
from tests.support.failures import KEY
from tests.support.speech import spoken
from tests.support.vendors import Vendors

factory.load()
AT_ONCE_SECONDS = 0.15


@pytest.fixture
def vendors():
    with Vendors() as running:
        running.sound = MP3
        yield running


@pytest.fixture
async def make(vendors):
    made = []

    def make(service, name: str):
        made.append(factory.create(factory.get(service, name), Settings.load(vendors.settings, dotenv=None), KEY))
        return made[-1]

    yield make
    for provider in made:
        await provider.close()


async def use(provider) -> None:
    if isinstance(provider, ASR):
        await provider.transcribe(Audio(spoken("Yes."), "audio/wav"))
    elif isinstance(provider, LLM):
        [piece async for piece in provider.stream(PROMPT)]
    else:
        [sound async for sound in provider.stream("Hello there.")]


def is_open(vendors: Vendors) -> int:
    return len(vendors._server.server_state.connections)


@pytest.mark.parametrize("how", ["drip", "silence"])
@pytest.mark.parametrize("which", KEYED, ids="-".join)
async def test_who_is_cancelled_lets_go_of_the_connection_at_once(make, vendors, which, how):
    provider = make(*which)
    await provider.client()
    vendors.failures[provider.service] = how
    using = asyncio.create_task(use(provider))
    while not vendors.asked:
        await asyncio.sleep(0.02)
    await asyncio.sleep(0.1)
    assert is_open(vendors) == 1
    began = time.monotonic()
    using.cancel()
    with pytest.raises(asyncio.CancelledError):
        await using
    while is_open(vendors):
        assert time.monotonic() - began < AT_ONCE_SECONDS * 4, "a busy machine is given time"
        await asyncio.sleep(0.005)


@pytest.mark.parametrize("which", KEYED, ids="-".join)
async def test_two_connections_are_ready_when_somebody_has_begun_to_speak(make, vendors, which):
    provider = make(*which)
    await provider.warm_soon()
    assert is_open(vendors) == 2
    vendors.peers.clear()
    await asyncio.gather(use(provider), use(provider))
    assert len(set(vendors.peers)) == is_open(vendors) == 2, "no other was opened"
    await use(provider)
    assert is_open(vendors) == 2, "and they live on"


async def test_services_of_one_vendor_make_them_ready_together(make, vendors):
    await asyncio.gather(*(make(service, "openai").warm_soon() for service in ("stt", "llm", "tts")))
    assert is_open(vendors) == pool.AT_A_TIME == 2


async def test_a_vendor_that_cannot_be_reached_is_no_matter_before_it_is_asked():
    async def moved(*_: object) -> None:
        raise AssertionError("nobody was asked yet")

    settings = Settings(openai_base_url="http://127.0.0.1:9/v1")
    chain = TTSChain("tts", [factory.create(factory.get("tts", "openai"), settings, KEY)], moved)  # pyright: ignore
    await chain.warm_soon()
    await chain.close()
    assert asyncio.get_running_loop() not in [loop for loop, _ in pool._shared]
