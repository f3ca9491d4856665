"""Voices: a sentence in, sound out."""

from abc import abstractmethod
from collections.abc import AsyncIterator
from typing import ClassVar

from providers.base import Audio, Offer, Provider


class TTS(Provider):
    service = "tts"
    default_voice: ClassVar[str] = ""
    speed: float = 1.0  # of its usual pace, for a voice that can speak slower itself

    @property
    def voice(self) -> str:
        return self.choice.voice or self.default_voice

    @abstractmethod
    async def speak(self, text: str) -> Audio | None:
        """One file that plays by itself, or None when the browser is to speak the text."""

    async def stream(self, text: str) -> AsyncIterator[Audio | None]:
        """The same as it is made: every file plays by itself, and all but the last say that `more` follows."""
        yield await self.speak(text)

    async def voices(self) -> list[Offer]:
        """Voices that can be chosen, the default first; [] where there is nothing to choose."""
        return []
