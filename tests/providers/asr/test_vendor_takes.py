"""Live recognition over the vendors' sockets, against loopback servers that speak, and fail, as theirs do."""

import asyncio
import contextlib
import time
import traceback

import numpy as np
import pytest

from config.settings import Settings
from providers import factory
from providers.asr.base import ASR, LiveTake, Transcript, Word
from providers.audio import RATE, decode
from providers.base import Choice
from providers.errors import InvalidKey, OutOfQuota, ProviderError
from tests.support.speech import spoken
from tests.support.vendors import Vendors

factory.load()
KEY = "sk-loopback-SECRET-0123456789"
VENDORS = ["openai", "elevenlabs"]


@pytest.fixture
def vendors():
    with Vendors() as running:
        yield running


@pytest.fixture
async def make(vendors):
    made: list[ASR] = []

    def make(name: str, key: str = KEY, model: str = "") -> ASR:
        kind = factory.get("stt", name)
        assert kind
        settings = Settings.load({**vendors.settings, **vendors.own_server}, dotenv=None)
        made.append(factory.create(kind, settings, key, Choice(model)))  # pyright: ignore[reportArgumentType]
        return made[-1]

    yield make
    for provider in made:
        await provider.close()


@contextlib.asynccontextmanager
async def opened(provider: ASR):
    take = await provider.live()
    assert take
    try:
        yield take
    finally:
        await take.close()


async def say(take: LiveTake, *sentences: str, after: float = 0.3) -> bytes:
    samples = np.concatenate([decode(spoken(sentence, after=after)) for sentence in sentences])
    pcm = (samples * 32767).astype("<i2").tobytes()
    for at in range(0, len(pcm), RATE // 2):
        await take.feed(pcm[at : at + RATE // 2])
    return pcm


async def first_text(take: LiveTake) -> str:
    async with asyncio.timeout(2), contextlib.aclosing(take.texts()) as texts:
        return await anext(texts)


@pytest.mark.parametrize("name", VENDORS)
async def test_what_was_said_is_uploaded_while_it_is_spoken_and_written_down_at_its_end(make, vendors, name):
    async with opened(make(name)) as take:
        pcm = await say(take, "I like to cook.")
        assert (await take.finish()).text == "I like to cook."
    (heard,) = vendors.realtime.heard
    rate = 24_000 if name == "openai" else RATE
    assert len(heard.sound) / 2 / rate == pytest.approx(len(pcm) / 2 / RATE, abs=0.01)
    assert heard.commits == 1 and take.seconds == pytest.approx(len(pcm) / 2 / RATE)
    assert heard.key == (KEY if name == "elevenlabs" else f"Bearer {KEY}") and KEY not in str(heard.query)


async def test_openai_is_asked_for_a_transcription_session_in_the_chosen_model(make, vendors):
    async with opened(make("openai", model="gpt-4o-transcribe")) as take:
        await say(take, "Yes.")
        await take.finish()
    (heard,) = vendors.realtime.heard
    sound = heard.session["audio"]["input"]
    assert heard.query == {"intent": "transcription"} and heard.session["type"] == "transcription"
    assert sound["transcription"] == {"model": "gpt-4o-transcribe", "language": "en"}
    assert sound["format"] == {"type": "audio/pcm", "rate": 24_000} and sound["turn_detection"] is None
    assert take.model == "gpt-4o-transcribe"


async def test_openai_writes_down_what_was_said_up_to_a_clear_pause(make, vendors):
    vendors.realtime.parts = ["I like to cook.", "And I like to sing."]
    async with opened(make("openai")) as take:
        await say(take, "I like to cook.", after=1.5)
        assert (await first_text(take)).startswith("I like")
        await say(take, "And I like to sing.")
        assert await take.finish() == Transcript("I like to cook. And I like to sing.")
    assert vendors.realtime.heard[0].commits == 2


async def test_elevenlabs_writes_down_word_by_word_and_gives_their_times(make, vendors):
    async with opened(make("elevenlabs")) as take:
        await say(take, "I like to cook.")
        assert "I like to cook.".startswith(await first_text(take))
        heard = await take.finish()
        assert heard.words[:2] == (Word("I", 0.0, 0.4), Word("like", 0.5, 0.9))
    assert take.model == "scribe_v2_realtime"
    assert vendors.realtime.heard[0].query["model_id"] == "scribe_v2_realtime"


@pytest.mark.parametrize("name", VENDORS)
async def test_where_no_words_came_the_whole_recording_is_to_be_sent(make, vendors, name):
    vendors.realtime.parts = [""]
    async with opened(make(name)) as take:
        await say(take, "Yes.")
        with pytest.raises(ProviderError) as failed:
            await take.finish()
    assert failed.value.switches


@pytest.mark.parametrize("failure", ["refused", "redirect", "error", "hang up", "nonsense"])
@pytest.mark.parametrize("name", VENDORS)
async def test_what_fails_is_an_error_of_ours_without_the_key(make, vendors, name, failure):
    vendors.realtime.failure = failure
    with pytest.raises(ProviderError) as failed:
        async with asyncio.timeout(3), opened(make(name)) as take:
            await say(take, "I like to cook.")
            await take.finish()
    assert KEY not in "".join(traceback.format_exception(failed.value)) + repr(failed.value)
    assert type(failed.value) is {"refused": InvalidKey, "error": OutOfQuota}.get(failure, type(failed.value))
    assert len(vendors.realtime.heard) == 1, "nobody followed a redirect with the key"


@pytest.mark.parametrize("key", [f"{KEY}\n", f"{KEY}\r\nX-Other: 1", "schlüssel-0123456789"])
@pytest.mark.parametrize("name", VENDORS)
async def test_a_key_that_no_header_can_carry_goes_nowhere(make, vendors, name, key):
    with pytest.raises(ProviderError):
        await make(name, key).live()
    assert vendors.realtime.heard == []


@pytest.mark.parametrize("failure", ["", "silence"])
@pytest.mark.parametrize("name", VENDORS)
async def test_closed_in_the_middle_the_vendor_sees_it_at_once(make, vendors, name, failure):
    vendors.realtime.failure = failure
    async with opened(make(name)) as take:
        await say(take, "I like to cook.")
        began = time.monotonic()
        await take.close()
        assert time.monotonic() - began < 0.15
    while vendors.realtime.heard[0].closed_at is None:
        await asyncio.sleep(0.005)
    assert vendors.realtime.heard[0].closed_at - began < 0.15


@pytest.mark.parametrize(("name", "model"), [("openai", "whisper-1"), ("elevenlabs", "scribe_v1"), ("server", "")])
async def test_some_models_take_whole_recordings_only(make, vendors, name, model):
    assert await make(name, model=model).live() is None
    assert vendors.realtime.heard == []
