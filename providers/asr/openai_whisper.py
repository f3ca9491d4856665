"""OpenAI transcription."""

from config.providers import OPENAI_STT_MODEL
from providers.base import Audio
from providers.factory import register
from providers.openai_client import OpenAIProvider

from .base import ASR, LiveTake, Transcript
from .openai_take import OpenAITake, connect
from .remote import named_file, transcript

WITH_WORD_TIMES = "whisper"
NOT_FOR_WHOLE_TAKES = ("diarize", "realtime", "live")


@register
class OpenAIASR(OpenAIProvider, ASR):
    default_model = OPENAI_STT_MODEL

    async def transcribe(self, audio: Audio) -> Transcript:
        file, client = named_file(audio), await self.client()
        with self.in_our_words():
            model = await self.chosen_model()
            times = {"response_format": "verbose_json", "timestamp_granularities": ["word"]}
            heard = await client.audio.transcriptions.create(
                model=model, file=file, language="en", **(times if WITH_WORD_TIMES in model else {})
            )
        return transcript(heard, word_text="word")

    async def live(self) -> LiveTake | None:
        """Not with Whisper: over its socket it has no word times, and begins when all is said."""
        if WITH_WORD_TIMES in self.model:
            return None
        return OpenAITake(await connect(await self.client(), self._api_key), self.model)

    def fits(self, model: str) -> bool:
        return ("transcribe" in model or "whisper" in model) and not any(w in model for w in NOT_FOR_WHOLE_TAKES)
