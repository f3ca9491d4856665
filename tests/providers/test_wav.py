"""A wav that is still being made goes out in slices that play by themselves; one after another they are that sound."""

import asyncio
import io
import struct
import wave
from collections.abc import AsyncIterator

import numpy as np
import pytest

from providers.audio import MAX_SOUND_BYTES
from providers.base import Audio
from providers.errors import Unavailable
from providers.wav import FIRST_SECONDS, FIRST_SECONDS_OF_A_SLOW_VOICE, KEPT_SECONDS, Pace, silence, slices
from tests.support.speech import wav

RATE = 24_000
SOUND = wav(np.sin(np.arange(RATE * 3) * 0.05), RATE)
SAMPLES = SOUND[44:]


def with_length(length: int, behind: bytes = b"") -> bytes:
    return SOUND[:40] + struct.pack("<I", length) + SAMPLES + behind


FORMS = {
    "a known length": SOUND,
    "no length": with_length(0),
    "an unknown length": with_length(2**32 - 1),
    "almost the largest length": with_length(2**31 * 2 - 45),
    "a title behind it": with_length(len(SAMPLES), b"LIST" + struct.pack("<I", 4) + b"abcd"),
    "a title before it": SOUND[:36] + b"LIST" + struct.pack("<I", 3) + b"abc\0" + SOUND[36:],
}


async def by(size: int, data: bytes) -> AsyncIterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


async def cut(data: bytes, size: int = 4096) -> list[Audio]:
    return [piece async for piece in slices(by(size, data), Pace())]


def heard(piece: Audio) -> bytes:
    """As a strict reader hears it."""
    with wave.open(io.BytesIO(piece.data)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, 2)
        frames = file.readframes(file.getnframes())
    assert len(piece.data) == 44 + len(frames), "no byte too many, none missing"
    return frames


@pytest.mark.parametrize("size", [1, 7, 1000, 4096, 10**6])
@pytest.mark.parametrize("form", FORMS)
async def test_all_slices_together_are_the_sound_and_only_the_last_says_that_nothing_follows(form, size):
    found = await cut(FORMS[form], size)
    assert b"".join(map(heard, found)) == SAMPLES
    assert [piece.more for piece in found] == [True] * (len(found) - 1) + [False]
    assert {piece.mime for piece in found} == {"audio/wav"}


async def paced(speed: float, seconds: float = 0.04) -> AsyncIterator[bytes]:
    """A voice that makes sound so much faster than real time."""
    yield SOUND[:44]
    began, size = asyncio.get_running_loop().time(), round(seconds * RATE) * 2
    for at in range(0, len(SAMPLES), size):
        await asyncio.sleep(began + at / 2 / RATE / speed - asyncio.get_running_loop().time())
        yield SAMPLES[at : at + size]


async def played(speed: float, pace: Pace) -> tuple[float, float, int]:
    """Seconds to the first slice, and of pauses for whoever plays each as it comes; and how many there are."""
    began = asyncio.get_running_loop().time()
    first = ends = silent = 0.0
    count = 0
    async for piece in slices(paced(speed), pace):
        now, count = asyncio.get_running_loop().time() - began, count + 1
        first = first or now
        silent += max(0.0, now - ends) if ends else 0.0
        ends = max(now, ends) + len(heard(piece)) / 2 / RATE
    return first, silent, count


async def test_a_slow_voice_is_known_after_a_sentence_and_then_begins_with_more_in_hand():
    pace = Pace()
    first, _, _ = await played(1.3, pace)
    assert 1.2 < pace.speed < 1.4
    later, silent, _ = await played(1.3, pace)
    assert first < 0.15 < later < FIRST_SECONDS_OF_A_SLOW_VOICE and silent < 0.05, "a busy machine halts at times"


async def test_a_fast_voice_begins_at_once_and_what_follows_comes_in_few_slices():
    pace = Pace()
    for _ in range(2):
        first, silent, count = await played(6, pace)
        assert first < 0.1 and silent < 0.05 and count < 25
    assert pace.speed > 3, "what is quicker than four times real time is not measured more closely"


async def test_the_first_slice_goes_out_while_the_voice_still_speaks():
    given = 0

    async def voice():
        nonlocal given
        async for piece in by(1000, SOUND):
            given += len(piece)
            yield piece

    stream = slices(voice(), Pace())
    assert len(heard(await anext(stream))) and given < (FIRST_SECONDS + KEPT_SECONDS) * RATE * 2 + 2000
    await stream.aclose()  # pyright: ignore[reportAttributeAccessIssue]


async def test_another_kind_of_sound_is_handed_over_whole():
    mp3 = b"\xff\xfb\x90\x64" + bytes(9000)
    assert await cut(mp3, 100) == [Audio(mp3, "audio/mpeg")]


NO_SOUND = {
    "nothing": b"",
    "words": b"<html>Please log in</html>",
    "a header alone": SOUND[:44],
    "half a header": SOUND[:30],
    "a wav without a description": SOUND[:12] + SOUND[36:],
    "a wav of no rate": SOUND[:28] + bytes(8) + SOUND[36:],
    "a header without an end": SOUND[:12] + b"LIST" + struct.pack("<I", 9000) + bytes(9000),
}


@pytest.mark.parametrize("name", NO_SOUND)
async def test_what_is_no_sound_is_an_error_of_ours(name):
    with pytest.raises(Unavailable):
        for piece in await cut(NO_SOUND[name], 16):
            assert len(heard(piece)), "that is no sound"


async def test_too_much_sound_is_an_error_of_ours():
    async def endless():
        yield with_length(0)
        while True:
            yield bytes(2**20)

    size = 0
    with pytest.raises(Unavailable):
        async for piece in slices(endless(), Pace()):
            size += len(piece.data)
    assert size <= MAX_SOUND_BYTES


def test_silence_is_a_sound_by_itself():
    assert len(heard(silence())) == KEPT_SECONDS * RATE * 2 and not silence().more
