"""Voices: a sentence or a whole reply in, sound out."""

from abc import abstractmethod

from providers.base import Audio, Provider


class TTS(Provider):
    service = "tts"

    @abstractmethod
    async def speak(self, text: str) -> Audio | None:
        """One file that plays by itself, or None when the browser is to speak the text."""
