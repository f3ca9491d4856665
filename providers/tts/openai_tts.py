"""OpenAI voices."""

from collections.abc import AsyncIterator
from typing import Any

from config.providers import OPENAI_TTS_MODEL, OPENAI_VOICE, OPENAI_VOICES
from config.settings import Settings
from providers.audio import collected
from providers.base import Audio, Offer
from providers.factory import register
from providers.openai_client import OpenAIProvider
from providers.wav import Pace, slices

from .base import TTS


@register
class OpenAITTS(OpenAIProvider, TTS):
    default_model = OPENAI_TTS_MODEL
    default_voice = OPENAI_VOICE

    def __init__(self, settings: Settings, api_key: str | None = None) -> None:
        super().__init__(settings, api_key)
        self._pace = Pace()

    async def speak(self, text: str) -> Audio:
        with self.in_our_words():
            async with await self._asked(text, "mp3") as sound:
                return await collected(sound.iter_bytes())

    async def stream(self, text: str) -> AsyncIterator[Audio]:
        """As wav, six times the bytes of an mp3: that can be heard while it is made."""
        with self.in_our_words():
            async with await self._asked(text, "wav") as sound:
                async for piece in slices(sound.http_response.aiter_raw(), self._pace):
                    yield piece

    async def _asked(self, text: str, form: str) -> Any:
        client = await self.client()
        pace = {} if self.speed == 1 else {"speed": self.speed}  # servers of one's own may not know the word
        return client.audio.speech.with_streaming_response.create(
            model=await self.chosen_model(), voice=self.voice, input=text, response_format=form, **pace
        )

    async def voices(self) -> list[Offer]:
        """OpenAI does not list its voices."""
        others = (name for name in OPENAI_VOICES if name != self.default_voice)
        return [Offer(name, name.title()) for name in (self.default_voice, *others)]

    def fits(self, model: str) -> bool:
        return "tts" in model
