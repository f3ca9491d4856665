"""OpenAI voices."""

from config.providers import OPENAI_TTS_MODEL, OPENAI_VOICE, OPENAI_VOICES
from providers.audio import collected
from providers.base import Audio, Offer
from providers.factory import register
from providers.openai_client import OpenAIProvider

from .base import TTS


@register
class OpenAITTS(OpenAIProvider, TTS):
    default_model = OPENAI_TTS_MODEL
    default_voice = OPENAI_VOICE

    async def speak(self, text: str) -> Audio:
        client = await self.client()
        pace = {} if self.speed == 1 else {"speed": self.speed}  # servers of one's own may not know the word
        with self.in_our_words():
            asked = client.audio.speech.with_streaming_response.create(
                model=await self.chosen_model(), voice=self.voice, input=text, response_format="mp3", **pace
            )
            async with asked as sound:
                return await collected(sound.iter_bytes())

    async def voices(self) -> list[Offer]:
        """OpenAI does not list its voices."""
        others = (name for name in OPENAI_VOICES if name != self.default_voice)
        return [Offer(name, name.title()) for name in (self.default_voice, *others)]

    def fits(self, model: str) -> bool:
        return "tts" in model
