"""Speech recognition: a recording in, words out."""

from abc import abstractmethod

from providers.base import Audio, Provider


class ASR(Provider):
    service = "stt"

    @abstractmethod
    async def transcribe(self, audio: Audio) -> str:
        """The words of one recording, never empty.

        Raises NoSpeech when there are none, BadAudio when the file cannot be read, another ProviderError otherwise.
        """
