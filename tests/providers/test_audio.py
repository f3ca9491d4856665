"""Recordings in every container that browsers make, and sound that every browser plays."""

import io

import numpy as np
import pytest

from providers import audio as sound
from providers.audio import RATE, checked_sound, decode, encode, sniff
from providers.base import Audio
from providers.errors import BadAudio, Unavailable
from tests.conftest import need
from tests.support.speech import wav

need(sound.can_decode(), "PyAV")
import av  # noqa: E402

SECONDS = 1.5
CONTAINERS = {
    "audio/wav": ("wav", "pcm_s16le", 44_100),
    "audio/mpeg": ("mp3", "libmp3lame", 44_100),
    "audio/webm": ("webm", "libopus", 48_000),
    "audio/ogg": ("ogg", "libopus", 48_000),
    "audio/mp4": ("mp4", "aac", 44_100),
    "audio/flac": ("flac", "flac", 44_100),
}


def tone(rate: int, seconds: float = SECONDS) -> np.ndarray:
    return 0.5 * np.sin(2 * np.pi * 440 * np.arange(int(rate * seconds)) / rate)


def recording(mime: str, layout: str = "stereo") -> bytes:
    """A tone of 440 Hz in this container."""
    form, codec, rate = CONTAINERS[mime]
    file = io.BytesIO()
    with av.open(file, "w", format=form) as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        channels = len(stream.layout.channels)
        pcm = np.repeat((tone(rate) * 32767).astype("<i2")[None], channels, 0).T.reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(pcm), format="s16", layout=layout)
        frame.sample_rate = rate
        resampler = av.AudioResampler(stream.format.name, layout, rate, frame_size=stream.frame_size or None)
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return file.getvalue()


@pytest.mark.parametrize("mime", CONTAINERS)
def test_a_container_is_known_by_its_bytes(mime):
    assert sniff(recording(mime)) == mime


@pytest.mark.parametrize("data", [b"", b"\xff", b"<!DOCTYPE html>", b'{"error": 1}', b"RIFF\0\0\0\0AVI ", b"\0" * 64])
def test_what_is_no_sound_file_is_none(data):
    assert sniff(data) is None
    with pytest.raises(Unavailable, match="not sound"):
        checked_sound(data)


def test_an_mp3_without_a_tag_is_known_too():
    assert checked_sound(b"\xff\xfb\x90\x64rest") == Audio(b"\xff\xfb\x90\x64rest", "audio/mpeg")


@pytest.mark.parametrize("layout", ["mono", "stereo"])
@pytest.mark.parametrize("mime", CONTAINERS)
def test_every_container_becomes_mono_samples_of_the_same_sound(mime, layout):
    samples = decode(recording(mime, layout))
    assert samples.dtype == np.float32 and samples.ndim == 1
    assert abs(len(samples) / RATE - SECONDS) < 0.1
    assert np.sqrt(np.mean(samples**2)) == pytest.approx(0.5 / np.sqrt(2), abs=0.05)
    spectrum = np.abs(np.fft.rfft(samples))
    assert np.argmax(spectrum) * RATE / len(samples) == pytest.approx(440, abs=3)


@pytest.mark.parametrize("mime", CONTAINERS)
def test_a_recording_cut_short_gives_what_is_there_or_is_called_bad(mime):
    whole = recording(mime)
    try:
        assert 0 < len(decode(whole[: len(whole) // 2])) < len(decode(whole))
    except BadAudio:
        assert mime in ("audio/mp4", "audio/ogg"), "the index is at its end, or all the sound in one page"


@pytest.mark.parametrize("mime", CONTAINERS)
def test_broken_bytes_are_called_bad(mime):
    with pytest.raises(BadAudio):
        decode(recording(mime)[:12] + b"\0" * 5000)


@pytest.mark.parametrize("seed", range(20))
def test_damaged_recordings_never_end_in_another_error(seed):
    chance = np.random.default_rng(seed)
    damaged = bytearray(recording(list(CONTAINERS)[seed % len(CONTAINERS)]))
    for at in chance.integers(0, len(damaged), 40):
        damaged[at] = chance.integers(256)
    try:
        assert len(decode(bytes(damaged)))
    except BadAudio:
        pass


def test_a_film_without_sound_is_called_bad():
    file = io.BytesIO()
    with av.open(file, "w", format="webm") as container:
        stream = container.add_stream("libvpx", rate=10, width=16, height=16)
        frame = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8))
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    assert sniff(file.getvalue()) == "audio/webm"
    with pytest.raises(BadAudio):
        decode(file.getvalue())


def test_hours_of_silence_in_a_small_file_are_not_unpacked(monkeypatch):
    monkeypatch.setattr(sound, "MAX_SECONDS", 2)
    assert len(decode(wav(np.zeros(RATE * 20)))) <= 3 * RATE


@pytest.mark.parametrize("rate", [16_000, 24_000, 44_100])
@pytest.mark.parametrize("seconds", [0.3, 1.5, 7.01])
def test_encoded_sound_is_an_mp3_of_the_same_length(rate, seconds):
    file = encode(tone(rate, seconds), rate)
    assert file.mime == sniff(file.data) == "audio/mpeg"
    assert len(decode(file.data)) / RATE == pytest.approx(seconds, abs=0.1)
    assert len(file.data) < 9000 * (seconds + 0.2)


def test_sound_that_is_too_loud_is_clipped_not_wrapped_around():
    loud = decode(encode(3 * tone(RATE), RATE).data)
    assert np.abs(loud).mean() > 0.7


def test_without_pyav_it_is_a_wav(monkeypatch):
    monkeypatch.setattr(sound, "find_spec", lambda _: None)
    file = encode(tone(24_000), 24_000)
    assert file.mime == sniff(file.data) == "audio/wav"
    assert len(decode(file.data)) / RATE == pytest.approx(SECONDS, abs=0.01)
