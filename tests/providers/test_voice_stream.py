"""A voice that is heard while it speaks, and breaks off in the middle: nothing is repeated, the next one goes on."""

import asyncio

import pytest

from config.providers import STAGE_TIMEOUT
from providers.base import Audio
from providers.errors import ProviderError, Timeout
from providers.reply import until
from providers.tts.chain import TTSChain

SLICE, END = Audio(b"a slice", "audio/wav", more=True), Audio(b"its end", "audio/wav")


async def sounds(voices: TTSChain, text: str = "Hello.") -> list[tuple[str, str]]:
    return [(sound.data.decode("latin1") if sound else "", voice.name) async for sound, voice in voices.stream(text)]


@pytest.fixture
def moves() -> list[tuple[str, str, type[ProviderError]]]:
    """(from, to, error's class) of each announced move."""
    return []


@pytest.fixture
def chain(moves):
    async def moved(given_up, taken_up, error) -> None:
        moves.append((given_up.name, taken_up.name if taken_up else "", type(error)))

    return lambda *voices: TTSChain("tts", list(voices), moved)


@pytest.fixture
def streaming(scripted):
    """streaming('one', *steps): a voice of which each step is a list of what it sends; an error comes at its place."""

    async def stream(self, text: str):
        for step in await self.next_step():
            if isinstance(step, Exception):
                raise step
            if isinstance(step, float):
                await asyncio.sleep(step)
            else:
                yield step

    return lambda name, *steps: scripted("tts", name, *steps, stream=stream)


async def test_what_broke_off_is_not_repeated_and_the_next_sentence_is_the_next_voices(
    chain, streaming, moves, failing
):
    one, two = streaming("one", [SLICE, failing]), streaming("two", [SLICE, END])
    voices = chain(one, two)
    (slice_, end) = await sounds(voices)
    assert slice_ == ("a slice", "one") and end[0].startswith("RIFF"), "it ends in silence"
    assert moves == [("one", "two", ProviderError)]
    assert await sounds(voices) == [("a slice", "two"), ("its end", "two")]
    assert (one.calls, two.calls) == (1, 1)


async def test_a_voice_that_failed_before_it_was_heard_is_replaced_from_the_start(chain, streaming, moves, failing):
    voices = chain(streaming("one", [failing]), streaming("two", [SLICE, END]))
    assert await sounds(voices) == [("a slice", "two"), ("its end", "two")]
    assert len(moves) == 1


async def test_a_voice_that_sends_nothing_has_failed(chain, streaming, moves):
    voices = chain(streaming("one", []), streaming("two", [END]))
    assert await sounds(voices) == [("its end", "two")] and len(moves) == 1


async def test_a_voice_that_hangs_in_the_middle_is_given_up_in_time(chain, streaming, moves, monkeypatch):
    monkeypatch.setitem(STAGE_TIMEOUT, "tts", 0.2)
    voices = chain(streaming("one", [SLICE, 30.0]), streaming("two", [END]))
    (slice_, _) = await sounds(voices)
    assert slice_ == ("a slice", "one") and moves == [("one", "two", Timeout)]


async def test_two_sentences_that_break_off_side_by_side_give_their_voice_up_once(chain, streaming, moves, failing):
    one = streaming("one", [SLICE, 0.05, failing])
    voices = chain(one, streaming("two", [END]))
    await asyncio.gather(sounds(voices), sounds(voices))
    assert len(moves) == 1 and voices.active and voices.active.name == "two"


async def test_a_sentence_beside_it_does_not_bring_back_a_voice_that_broke_off(chain, streaming, moves, failing):
    one = streaming("one", [SLICE, 0.02, failing], [0.05, END])
    voices = chain(one, streaming("two", [END]))
    _, beside = await asyncio.gather(sounds(voices), sounds(voices))
    assert beside == [("its end", "one")]
    assert await sounds(voices) == [("its end", "two")]


async def test_one_that_takes_too_long_is_told_from_one_that_was_cancelled():
    async def endless():
        yield 1
        await asyncio.sleep(30)

    async def read(seconds: float) -> list[int]:
        return [piece async for piece in until(asyncio.get_running_loop().time() + seconds, endless())]

    with pytest.raises(TimeoutError):
        await read(0.05)
    reading = asyncio.create_task(read(30))
    await asyncio.sleep(0.02)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    async with asyncio.timeout(1):
        with pytest.raises(TimeoutError):
            await read(0.05)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await read(30)


async def test_one_whose_reader_is_slow_ends_when_it_is_read_on():
    async def quick():
        yield 1
        yield 2

    pieces = until(asyncio.get_running_loop().time() + 0.05, quick())
    assert await anext(pieces) == 1
    await asyncio.sleep(0.1)
    with pytest.raises(TimeoutError):
        await anext(pieces)
