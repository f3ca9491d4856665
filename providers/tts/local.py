"""A voice on this machine: hibari, a 14 MB neural voice whose weights its package carries."""

import asyncio
import threading
from importlib.util import find_spec

from config.settings import Settings
from providers import audio as sound
from providers.base import Audio
from providers.errors import Unavailable
from providers.factory import register
from providers.once import Once

from .base import TTS

THREADS = 1


@register
class LocalTTS(TTS):
    name = "local"
    label = "TalkBuddy"
    without = "No voice on this computer (pip install hibari-tts): the student's browser speaks."

    @classmethod
    def available(cls, settings: Settings) -> bool:
        return find_spec("hibari") is not None

    async def warm(self) -> None:
        await self.speak("Hello.")  # the first sentence also loads the pronunciation lexicon and the encoder

    async def speak(self, text: str) -> Audio:
        return await asyncio.to_thread(_say, text, self.speed)


def _say(text: str, speed: float) -> Audio:
    samples, rate = _voice()(text, speed)
    if not len(samples):
        raise Unavailable("it had nothing to say for this text")
    return sound.encode(samples, rate)


class _Voice:
    def __init__(self) -> None:
        from hibari import Hibari

        self._hibari = Hibari(threads=THREADS)
        self._turn = threading.Lock()

    def __call__(self, text: str, speed: float):
        with self._turn:
            return self._hibari(text, speed), self._hibari.sample_rate


_voice = Once(_Voice)
