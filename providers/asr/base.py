"""Speech recognition: a recording in, words out."""

from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator
from dataclasses import dataclass

from providers.base import Audio, Provider


@dataclass(frozen=True)
class Word:
    """One word and when it was said, in seconds from the start of the recording.

    `probability` (0 to 1) is how sure the recogniser was of it; None where it does not say.
    """

    text: str
    start: float
    end: float
    probability: float | None = None


@dataclass(frozen=True)
class Transcript:
    """What was heard. `words` is empty where the recogniser gives no times."""

    text: str
    words: tuple[Word, ...] = ()


class LiveTake(ABC):
    """A recogniser that hears one take while the student still speaks.

    `model` is what it is billed as, `seconds` how much sound has been billed so far. What goes wrong is a
    ProviderError, and no word is lost by it: the whole recording is there as well.
    """

    model: str = ""
    seconds: float = 0.0

    @abstractmethod
    async def feed(self, pcm: bytes) -> None:
        """The next piece of sound: 16 kHz, mono, 16 bit, little-endian."""

    @abstractmethod
    def texts(self) -> AsyncGenerator[str, None]:
        """All the words so far, each time they change; until it is closed."""

    @abstractmethod
    async def finish(self) -> Transcript:
        """The words of the whole take, everything of which has been fed.

        Raises NoSpeech when there are none for sure, another ProviderError when the whole recording has to be sent.
        """

    async def close(self) -> None:  # noqa: B027 - some hold nothing
        """Let go of everything at once, finished or not."""


class ASR(Provider):
    service = "stt"

    @abstractmethod
    async def transcribe(self, audio: Audio) -> Transcript:
        """The words of one recording; its text is never empty.

        Raises NoSpeech when there are none, BadAudio when the file cannot be read, another ProviderError otherwise.
        """

    async def live(self) -> LiveTake | None:
        """A new take that this provider hears while it is spoken; None where it only takes whole recordings."""
        return None
