"""ElevenLabs' Scribe, which also says when each word was spoken."""

from config.providers import ELEVENLABS_STT_MODEL, ELEVENLABS_STT_MODELS
from providers.base import Audio, Offer
from providers.elevenlabs_client import ElevenLabsProvider
from providers.factory import register

from .base import ASR, LiveTake, Transcript
from .elevenlabs_take import ElevenLabsTake, connect
from .remote import named_file, transcript


@register
class ElevenLabsASR(ElevenLabsProvider, ASR):
    default_model = ELEVENLABS_STT_MODEL

    async def transcribe(self, audio: Audio) -> Transcript:
        file, client = named_file(audio), await self.client()
        with self.in_our_words():
            heard = await client.speech_to_text.convert(
                model_id=self.model,
                file=file,
                language_code="en",
                tag_audio_events=False,
                timestamps_granularity="word",
                request_options=self.patience,
            )
        return transcript(heard)

    async def live(self) -> LiveTake | None:
        if self.model != ELEVENLABS_STT_MODEL:
            return None
        return ElevenLabsTake(await connect(self.base_url, self._api_key))

    async def models(self) -> list[Offer]:
        """ElevenLabs lists models of its voices only; those of Scribe stand in config."""
        others = (name for name in ELEVENLABS_STT_MODELS if name != self.default_model)
        return [Offer(name, name) for name in (self.default_model, *others)]
