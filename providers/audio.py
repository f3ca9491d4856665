"""Recordings and sound files: what they are, and how they become samples and back. Decoding runs in threads."""

import io
import wave
from collections.abc import AsyncIterator
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from texts import _

from .base import Audio
from .errors import BadAudio, Unavailable

if TYPE_CHECKING:
    import numpy as np

RATE = 16_000
MAX_SECONDS = 300
MAX_SOUND_BYTES = 8 * 2**20  # a long reply as mp3 is a tenth of this
SNIFFED_BYTES = 12
EXTENSIONS = {
    "audio/webm": "webm",
    "audio/ogg": "ogg",
    "audio/mp4": "mp4",
    "audio/wav": "wav",
    "audio/mpeg": "mp3",
    "audio/flac": "flac",
}


def can_decode() -> bool:
    return find_spec("av") is not None and find_spec("numpy") is not None


def sniff(data: bytes) -> str | None:
    """The container's type by its first bytes, whatever its sender calls it; None when it is no sound file we know."""
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        return "audio/webm"
    if data.startswith(b"OggS"):
        return "audio/ogg"
    if data[4:8] == b"ftyp":
        return "audio/mp4"
    if data.startswith(b"RIFF") and data[8:12] == b"WAVE":
        return "audio/wav"
    if data.startswith(b"ID3") or (data[:1] == b"\xff" and data[1:2] and data[1] & 0xE0 == 0xE0):
        return "audio/mpeg"
    return "audio/flac" if data.startswith(b"fLaC") else None


def checked_sound(data: bytes) -> Audio:
    """A vendor's answer as Audio; raises Unavailable when it is not sound (a 200 can hold a page of HTML)."""
    mime = sniff(data)
    if mime is None:
        raise Unavailable(_("it sent something that is not sound"))
    return Audio(data, mime)


async def collected(chunks: AsyncIterator[bytes]) -> Audio:
    """A vendor's stream of sound as one file. Raises Unavailable at once when it is too long or begins like none."""
    data = bytearray()
    async for chunk in chunks:
        data += chunk
        if len(data) > MAX_SOUND_BYTES or len(data) >= SNIFFED_BYTES and sniff(bytes(data[:SNIFFED_BYTES])) is None:
            break
    if len(data) > MAX_SOUND_BYTES:
        raise Unavailable(_("it sent far too much sound"))
    return checked_sound(bytes(data))


def seconds(data: bytes) -> float | None:
    """How long a recording is, from its packets, without decoding it; None where that cannot be told."""
    if not can_decode():
        return None
    import av
    from av.error import FFmpegError

    end = 0.0
    try:
        with av.open(io.BytesIO(data), "r") as container:
            for packet in container.demux(audio=0):
                if packet.pts is not None and packet.time_base:
                    end = max(end, float((packet.pts + (packet.duration or 0)) * packet.time_base))
    except (FFmpegError, IndexError, ValueError, EOFError):
        pass
    return end or None


def decode(data: bytes) -> "np.ndarray":
    """A recording as float32 samples in -1…1, mono, 16 kHz, at most MAX_SECONDS. Raises BadAudio."""
    import av
    import numpy as np
    from av.error import FFmpegError

    pieces, samples = [], 0
    try:
        with av.open(io.BytesIO(data), "r") as container:
            resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
            for frame in container.decode(audio=0):
                for part in resampler.resample(frame):
                    pieces.append(part.to_ndarray().ravel())
                    samples += part.samples
                if samples > MAX_SECONDS * RATE:
                    break
            pieces += [part.to_ndarray().ravel() for part in resampler.resample(None)]
    except (FFmpegError, IndexError, ValueError, EOFError):
        if not pieces:
            raise BadAudio() from None
    if not pieces:
        raise BadAudio()
    return np.concatenate(pieces).astype("float32") / 32768


def samples_of(pcm: bytes | bytearray) -> "np.ndarray":
    """16-bit sound as float32 samples in -1…1."""
    import numpy as np

    return np.frombuffer(bytes(pcm), "<i2").astype("float32") / 32768


class Resampler:
    """16 kHz sound (mono, 16 bit) becomes another rate, piece by piece."""

    def __init__(self, rate: int) -> None:
        import av

        self._resampler = av.AudioResampler(format="s16", layout="mono", rate=rate)

    def add(self, pcm: bytes) -> bytes:
        import av
        import numpy as np

        frame = av.AudioFrame.from_ndarray(np.frombuffer(pcm, "<i2").reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate = RATE
        return pcm_of(self._resampler.resample(frame))

    def end(self) -> bytes:
        return pcm_of(self._resampler.resample(None))


def pcm_of(frames: list[Any]) -> bytes:
    return b"".join(bytes(frame.planes[0])[: 2 * frame.samples] for frame in frames)


def as_wav(pcm: bytes) -> Audio:
    """16 kHz sound (mono, 16 bit) as a file."""
    import numpy as np

    return _wav(np.frombuffer(pcm, "<i2"), RATE)


def encode(samples: "np.ndarray", rate: int) -> Audio:
    """Samples as a small mp3, which every browser plays; as wav where PyAV is missing."""
    import numpy as np

    pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2")
    return _mp3(pcm, rate) if find_spec("av") else _wav(pcm, rate)


def _mp3(pcm: "np.ndarray", rate: int) -> Audio:
    import av

    file = io.BytesIO()
    with av.open(file, "w", format="mp3") as container:
        stream = container.add_stream("libmp3lame", rate=rate, layout="mono", format="s16p")
        stream.bit_rate = 64_000
        frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), format="s16p", layout="mono")
        frame.sample_rate = rate
        fifo = av.AudioFifo()
        fifo.write(frame)
        while (piece := fifo.read(stream.codec_context.frame_size or 576, partial=True)) is not None:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))
    return Audio(file.getvalue(), "audio/mpeg")


def _wav(pcm: "np.ndarray", rate: int) -> Audio:
    file = io.BytesIO()
    with wave.open(file, "wb") as container:
        container.setnchannels(1)
        container.setsampwidth(2)
        container.setframerate(rate)
        container.writeframes(pcm.tobytes())
    return Audio(file.getvalue(), "audio/wav")
