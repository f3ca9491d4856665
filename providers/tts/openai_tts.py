"""OpenAI voices."""

from config.providers import OPENAI_TTS_MODEL, OPENAI_VOICE
from providers.audio import checked_sound
from providers.base import Audio
from providers.factory import register
from providers.openai_client import OpenAIProvider

from .base import TTS


@register
class OpenAITTS(OpenAIProvider, TTS):
    async def speak(self, text: str) -> Audio:
        client = await self.client()
        with self.in_our_words():
            sound = await client.audio.speech.create(
                model=OPENAI_TTS_MODEL, voice=OPENAI_VOICE, input=text, response_format="mp3"
            )
            return checked_sound(await sound.aread())
