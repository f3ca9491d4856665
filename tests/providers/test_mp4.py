"""A recording in which boxes are repeated is read to its end; any other stays as it is."""

import io

import av
import numpy as np
import pytest

from providers import audio
from providers.mp4 import mended

SECONDS = 2


@pytest.fixture(scope="module")
def recording() -> bytes:
    """A tone as opus in fragments, as a browser records it."""
    file = io.BytesIO()
    with av.open(
        file, "w", format="mp4", options={"movflags": "frag_every_frame+empty_moov+default_base_moof"}
    ) as container:
        stream = container.add_stream("libopus", rate=48_000, layout="mono")
        tone = (np.sin(np.arange(SECONDS * 48_000) / 20) * 8000).astype(np.int16).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
        frame.sample_rate = 48_000
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)
    return file.getvalue()


def boxes(data: bytes) -> list[bytes]:
    parts, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        parts.append(data[at : at + size])
        at += size
    return parts


def test_a_sound_file_stays_as_it_is(recording):
    assert mended(recording) == recording
    assert len(audio.decode(recording)) / audio.RATE == pytest.approx(SECONDS, abs=0.1)


def test_what_was_repeated_is_taken_once_and_nothing_of_the_sound_is_lost(recording):
    parts = boxes(recording)
    last = max(index for index, box in enumerate(parts) if box[4:8] == b"moof")
    torn = b"".join([parts[0], *parts[:last], parts[last], *parts[last:]])
    assert torn != recording and mended(torn) == recording


@pytest.mark.parametrize("data", [b"", b"abc", b"\0\0\0\0ftyp", b"\xff\xff\xff\xffmoofxx", b"\0\0\0\x08ftyp\0\0\0"])
def test_a_damaged_file_stays_as_it_is(data):
    assert mended(data) == data
