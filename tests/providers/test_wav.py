"""A wav that is still being made goes out in slices that play by themselves; one after another they are that sound."""

import io
import struct
import wave
from collections.abc import AsyncIterator

import numpy as np
import pytest

from providers.audio import MAX_SOUND_BYTES
from providers.base import Audio
from providers.errors import Unavailable
from providers.wav import FIRST_SECONDS, GROWTH, KEPT_SECONDS, LONGEST_SECONDS, silence, slices
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
    return [piece async for piece in slices(by(size, data))]


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


async def test_a_slice_never_lasts_longer_than_a_voice_a_little_faster_than_real_time_needs_for_the_next():
    lengths = [len(heard(piece)) / 2 / RATE for piece in await cut(SOUND, 480)]
    assert lengths[0] == pytest.approx(FIRST_SECONDS, abs=0.02)
    for one, two in zip(lengths, lengths[1:], strict=False):
        assert two <= max(one, FIRST_SECONDS) * GROWTH + 0.021
    assert GROWTH < 1.3 and max(lengths) <= LONGEST_SECONDS


async def test_the_first_slice_goes_out_while_the_voice_still_speaks():
    given = 0

    async def voice():
        nonlocal given
        async for piece in by(1000, SOUND):
            given += len(piece)
            yield piece

    stream = slices(voice())
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
        async for piece in slices(endless()):
            size += len(piece.data)
    assert size <= MAX_SOUND_BYTES


def test_silence_is_a_sound_by_itself():
    assert len(heard(silence())) == KEPT_SECONDS * RATE * 2 and not silence().more
