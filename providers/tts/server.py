"""A voice on the self-hoster's own server, such as a Kokoro server or LocalAI."""

from config.providers import CHECK_TIMEOUT, SERVER_VOICE
from providers.base import Offer
from providers.factory import register
from providers.server_client import ServerProvider

from .openai_tts import OpenAITTS


@register
class ServerTTS(ServerProvider, OpenAITTS):
    default_voice = SERVER_VOICE

    async def voices(self) -> list[Offer]:
        """Kokoro servers and speaches list them beside OpenAI's addresses; others do not."""
        return await self.listed("voices", self.default_voice, self._list_voices)

    async def _list_voices(self) -> list[Offer]:
        client = await self.client()
        answer = await client.get("/audio/voices", cast_to=object, options={"timeout": CHECK_TIMEOUT})
        names = [voice["id"] if isinstance(voice, dict) else voice for voice in answer["voices"]]
        return [Offer(name, name) for name in names if isinstance(name, str)]
