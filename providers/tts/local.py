"""A voice on this machine: hibari, a 14 MB neural voice whose weights its package carries."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

from config.settings import Settings
from providers import audio as sound
from providers.base import Audio
from providers.errors import Unavailable
from providers.factory import register
from providers.once import Once
from texts import _

from .base import TTS

THREADS = 1
# Sentences of all rooms wait here in the order in which they came; one that is cancelled leaves the line.
_line = ThreadPoolExecutor(1, thread_name_prefix="voice")


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
        audio = await asyncio.get_running_loop().run_in_executor(_line, _say, text, self.speed)
        if audio is None:
            raise Unavailable(_("it had nothing to say for this text"))
        return audio


def _say(text: str, speed: float) -> Audio | None:
    samples, rate = _voice()(text, speed)
    return sound.encode(samples, rate) if len(samples) else None


class _Voice:
    def __init__(self) -> None:
        from hibari import Hibari

        self._hibari = Hibari(threads=THREADS)

    def __call__(self, text: str, speed: float):
        return self._hibari(text, speed), self._hibari.sample_rate


_voice = Once(_Voice)
