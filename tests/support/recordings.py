"""Takes as browsers record them: in which container, and in pieces of a quarter second."""

import io

import av

from providers.audio import RATE, decode

from .speech import spoken

OPUS_RATE = 48_000
PIECE_SECONDS = 0.25
FRAGMENTED = {"movflags": "frag_keyframe+empty_moov+default_base_moof", "frag_duration": "250000"}
CONTAINERS: dict[str, tuple[str, str, dict[str, str]]] = {
    "webm": ("webm", "libopus", {"live": "1", "cluster_time_limit": "1000"}),  # Chromium
    "ogg": ("ogg", "libopus", {"page_duration": "200000"}),  # Firefox
    "mp4": ("mp4", "aac", FRAGMENTED),  # Safari
    "mp4-opus": ("mp4", "libopus", FRAGMENTED),  # Safari, newer
}


def recorded(text: str, container: str = "webm", before: float = 0.2, after: float = 0.4) -> bytes:
    """What a browser would have recorded of somebody who says the text."""
    kind, codec, options = CONTAINERS[container]
    samples = decode(spoken(text, before, after))
    frame = av.AudioFrame.from_ndarray((samples * 32767).astype("<i2").reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = RATE
    file = io.BytesIO()
    with av.open(file, "w", format=kind, options=options) as muxed:
        stream = muxed.add_stream(codec, rate=OPUS_RATE, layout="mono")
        stream.bit_rate = 32_000
        encoder = stream.codec_context
        resampler = av.AudioResampler(
            format=encoder.format, layout="mono", rate=OPUS_RATE, frame_size=encoder.frame_size or 960
        )
        for part in [*resampler.resample(frame), *resampler.resample(None)]:
            muxed.mux(stream.encode(part))
        muxed.mux(stream.encode(None))
    return file.getvalue()


def cut(recording: bytes, seconds: float, piece_seconds: float = PIECE_SECONDS) -> list[bytes]:
    """The recording in pieces of about this length, cut wherever that is."""
    step = max(1, int(len(recording) * piece_seconds / seconds))
    return [recording[at : at + step] for at in range(0, len(recording), step)]
