"""Speech recognition: a recording in, words out."""

from abc import abstractmethod
from dataclasses import dataclass

from providers.base import Audio, Provider


@dataclass(frozen=True)
class Word:
    """One word and when it was said, in seconds from the start of the recording."""

    text: str
    start: float
    end: float


@dataclass(frozen=True)
class Transcript:
    """What was heard. `words` is empty where the recogniser gives no times."""

    text: str
    words: tuple[Word, ...] = ()


class ASR(Provider):
    service = "stt"

    @abstractmethod
    async def transcribe(self, audio: Audio) -> Transcript:
        """The words of one recording; its text is never empty.

        Raises NoSpeech when there are none, BadAudio when the file cannot be read, another ProviderError otherwise.
        """
