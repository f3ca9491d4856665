"""OpenAI transcription."""

from config.providers import OPENAI_STT_MODEL
from providers.audio import EXTENSIONS
from providers.base import Audio
from providers.errors import BadAudio, NoSpeech, Unavailable
from providers.factory import register
from providers.openai_client import OpenAIProvider

from .base import ASR


@register
class OpenAIASR(OpenAIProvider, ASR):
    async def transcribe(self, audio: Audio) -> str:
        if audio.mime not in EXTENSIONS:
            raise BadAudio()
        file = (f"take.{EXTENSIONS[audio.mime]}", audio.data, audio.mime)  # the service goes by the file's name
        client = await self.client()
        with self.in_our_words():
            heard = await client.audio.transcriptions.create(model=OPENAI_STT_MODEL, file=file, language="en")
        text = getattr(heard, "text", None)
        if not isinstance(text, str):
            raise Unavailable("it gave an answer that makes no sense")
        if not text.strip():
            raise NoSpeech()
        return text.strip()
