"""ElevenLabs voices."""

from config.providers import ELEVENLABS_TTS_MODEL, ELEVENLABS_VOICE
from providers.audio import collected
from providers.base import Audio, Offer
from providers.elevenlabs_client import BRIEFLY, ElevenLabsProvider
from providers.factory import register

from .base import TTS

FORMAT = "mp3_44100_64"


@register
class ElevenLabsTTS(ElevenLabsProvider, TTS):
    default_model = ELEVENLABS_TTS_MODEL
    default_voice = ELEVENLABS_VOICE

    async def speak(self, text: str) -> Audio:
        from elevenlabs import VoiceSettings

        client = await self.client()
        pace = {} if self.speed == 1 else {"voice_settings": VoiceSettings(speed=self.speed)}
        with self.in_our_words():
            return await collected(
                client.text_to_speech.stream(
                    self.voice,
                    text=text,
                    model_id=self.model,
                    output_format=FORMAT,
                    **pace,
                    request_options=self.patience,
                )
            )

    async def models(self) -> list[Offer]:
        return await self.listed("models", self.default_model, self._list_models)

    async def voices(self) -> list[Offer]:
        return await self.listed("voices", self.default_voice, self._list_voices)

    async def _list_models(self) -> list[Offer]:
        client = await self.client()
        found = await client.models.list(request_options=BRIEFLY)
        return [Offer(m.model_id, m.name or m.model_id) for m in found if m.can_do_text_to_speech]

    async def _list_voices(self) -> list[Offer]:
        client = await self.client()
        found = await client.voices.get_all(request_options=BRIEFLY)
        return [Offer(voice.voice_id, voice.name or voice.voice_id) for voice in found.voices]
