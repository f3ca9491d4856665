"""Students that speak: a neural voice says their sentences, the embedded recogniser writes down what it hears."""

import asyncio
import io
import re
import wave
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import jiwer
import numpy as np

from config.settings import Settings
from providers import audio
from providers.asr.local import LocalASR
from providers.base import Audio

RATE = 24_000
BEFORE, AFTER = 0.2, 0.4  # seconds of silence


@cache
def _voice():
    from hibari import Hibari

    return Hibari(threads=2)


@cache
def spoken(text: str, before: float = BEFORE, after: float = AFTER) -> bytes:
    """A wav file in which a neural voice says the text, with seconds of silence around it."""
    samples = np.concatenate([np.zeros(int(before * RATE)), _voice()(text, seed=1), np.zeros(int(after * RATE))])
    return wav(samples, RATE)


def mp3(text: str) -> bytes:
    """The same voice as a vendor would send it."""
    return audio.encode(_voice()(text, seed=1), RATE).data


def wav(samples: np.ndarray, rate: int = 16_000) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as container:
        container.setnchannels(1)
        container.setsampwidth(2)
        container.setframerate(rate)
        container.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return file.getvalue()


def likeness(recording: bytes, said: bytes) -> float:
    """Correlation of the loudness over time (10 ms steps) of a recording with what was said, where it fits best."""
    heard, wanted = (_envelope(audio.decode(data)) for data in (recording, said))
    heard = np.pad(heard, len(wanted) // 2)
    parts = (heard[at : at + len(wanted)] for at in range(len(heard) - len(wanted) + 1))
    return max((float(np.corrcoef(part, wanted)[0, 1]) for part in parts if part.std()), default=0.0)


def is_whole(recording: bytes, said: bytes) -> bool:
    """Whether it sounds like what was said and is no shorter than the speech in it, of `spoken` with usual silence."""
    heard, wanted = (len(audio.decode(data)) / audio.RATE for data in (recording, said))
    return heard > wanted - BEFORE - AFTER and likeness(recording, said) > 0.6


def _envelope(samples: np.ndarray) -> np.ndarray:
    step = audio.RATE // 100
    return np.sqrt(np.mean(samples[: len(samples) // step * step].reshape(-1, step) ** 2, axis=1))


def heard_in(sounds: list[Audio], folder: Path) -> list[str]:
    """What the embedded recogniser hears in each; it keeps its files in `folder`."""
    ear = LocalASR(Settings(data_dir=folder))

    async def hear() -> list[str]:
        return [(await ear.transcribe(sound)).text for sound in sounds]

    with ThreadPoolExecutor(1) as thread:  # Playwright runs a loop on this one
        return thread.submit(lambda: asyncio.run(hear())).result()


def word_errors(said: str, heard: str) -> float:
    """Word error rate of what was heard against what was said, without case and punctuation."""
    return jiwer.wer(_plain(said), _plain(heard))


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[\w']+", text.lower()))


def trimmed(text: str) -> np.ndarray:
    """The voice saying the text, cut to where it really sounds (25 dB below its loud parts), at 24 kHz."""
    samples = np.asarray(_voice()(text, seed=1))
    step = RATE // 100
    power = (samples[: len(samples) // step * step].reshape(-1, step) ** 2).mean(axis=1)
    loud = np.flatnonzero(power > np.quantile(power, 0.99) / 10**2.5)
    return samples[loud[0] * step : (loud[-1] + 1) * step]


def with_pauses(sentences: list[str], pauses: list[float], before: float, after: float = 0.4) -> np.ndarray:
    """The sentences with silences of known length between them, in seconds; at 24 kHz."""
    pieces = [np.zeros(round(before * RATE))]
    for sentence, pause in zip(sentences, [*pauses, after], strict=True):
        pieces += [trimmed(sentence), np.zeros(round(pause * RATE))]
    return np.concatenate(pieces)
