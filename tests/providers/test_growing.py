"""A recording is decoded while it grows, whichever browser makes it and wherever its pieces are cut."""

import asyncio
import contextlib
import threading

import numpy as np
import pytest

from providers.audio import RATE, decode
from providers.errors import BadAudio
from providers.growing import Growing
from tests.support.recordings import CONTAINERS, cut, recorded
from tests.support.speech import spoken
from tests.support.story import SENTENCE


def length(pcm: bytes) -> float:
    return len(pcm) / 2 / RATE


async def collected(growing: Growing) -> bytes:
    return b"".join([piece async for piece in growing.pcm()])


async def threads_ended() -> bool:
    for _ in range(15):
        if not any(thread.name == "growing" for thread in threading.enumerate()):
            return True
        await asyncio.sleep(0.01)
    return False


@pytest.mark.parametrize("container", CONTAINERS)
@pytest.mark.parametrize("size", [1, 7, 333, 10_000_000])
async def test_whatever_the_pieces_the_sound_is_that_of_the_whole(container, size):
    recording = recorded(SENTENCE, container)
    growing = Growing()
    for at in range(0, len(recording), size):
        growing.add(recording[at : at + size])
    assert growing.end(recording)
    pcm = np.frombuffer(await collected(growing), "<i2").astype("float32") / 32768
    assert np.array_equal(pcm, decode(recording))


@pytest.mark.parametrize("container", CONTAINERS)
async def test_sound_comes_out_while_more_is_still_to_come(container):
    recording, growing, heard = recorded(SENTENCE, container), Growing(), bytearray()
    seconds = len(decode(recording)) / RATE

    async def listen() -> None:
        async for piece in growing.pcm():
            heard.extend(piece)

    listening = asyncio.create_task(listen())
    sent, behind = 0, []
    for piece in cut(recording, seconds):
        growing.add(piece)
        sent += len(piece)
        await asyncio.sleep(0.05)
        behind.append(sent / len(recording) * seconds - length(bytes(heard)))
    assert max(behind) < 1.0, "seconds; a container holds back what its next fragment completes"
    assert growing.end(recording)
    await listening
    assert length(bytes(heard)) == pytest.approx(seconds)


@pytest.mark.parametrize("container", CONTAINERS)
async def test_of_any_prefix_as_much_is_heard_as_of_a_file_that_was_cut_there(container):
    recording = recorded(SENTENCE, container)
    for at in range(2000, len(recording), 397):
        growing = Growing()
        growing.add(recording[:at])
        assert growing.end(recording[:at])
        pcm = await collected(growing)
        with contextlib.suppress(BadAudio):  # a file on disk is looked at from its end as well
            assert len(pcm) == 2 * len(decode(recording[:at]))
    assert await threads_ended()


async def test_a_recording_with_another_beginning_is_not_this_one():
    growing = Growing()
    growing.add(recorded(SENTENCE)[:5000])
    assert not growing.end(recorded("I like cats."))
    growing.stop()
    assert await threads_ended()


@pytest.mark.parametrize("data", [b"", b"hello", b"hello world, this is no sound", b"\x1a\x45\xdf\xa3" + b"\0" * 5000])
async def test_what_is_no_sound_is_bad_audio(data):
    growing = Growing()
    growing.add(data)
    assert growing.end(data)
    with pytest.raises(BadAudio):
        await collected(growing)


async def test_a_wav_file_grows_as_well():
    recording = spoken(SENTENCE)
    growing = Growing()
    growing.add(recording[:50_000])
    assert growing.end(recording)
    assert length(await collected(growing)) == pytest.approx(len(decode(recording)) / RATE, abs=0.01)


async def test_its_thread_ends_when_it_is_stopped_in_the_middle():
    growing = Growing()
    growing.add(recorded(SENTENCE)[:5000])
    await asyncio.sleep(0.05)
    growing.stop()
    assert await threads_ended()
