"""ElevenLabs voices."""

from typing import TYPE_CHECKING

from config.providers import ELEVENLABS_MODEL, ELEVENLABS_VOICE, STAGE_TIMEOUT
from providers.audio import checked_sound
from providers.base import Audio
from providers.errors import ProviderError, Timeout, Unavailable, from_status
from providers.factory import register
from providers.remote import RemoteProvider

from .base import TTS

if TYPE_CHECKING:
    from elevenlabs.client import AsyncElevenLabs

FORMAT = "mp3_44100_64"


@register
class ElevenLabsTTS(RemoteProvider, TTS):
    name = "elevenlabs"
    label = "ElevenLabs"

    def connect(self) -> "AsyncElevenLabs":
        import httpx
        from elevenlabs.client import AsyncElevenLabs

        self._http = httpx.AsyncClient(timeout=STAGE_TIMEOUT["tts"], follow_redirects=False)
        url, key = self.settings.elevenlabs_base_url, self._api_key or ""
        return AsyncElevenLabs(api_key=key, base_url=url, httpx_client=self._http)

    async def disconnect(self, client: "AsyncElevenLabs") -> None:
        await self._http.aclose()

    async def speak(self, text: str) -> Audio:
        client = await self.client()
        with self.in_our_words():
            chunks = client.text_to_speech.convert(
                ELEVENLABS_VOICE,
                text=text,
                model_id=ELEVENLABS_MODEL,
                output_format=FORMAT,
                request_options={"max_retries": 0, "timeout_in_seconds": int(STAGE_TIMEOUT["tts"])},
            )
            return checked_sound(b"".join([chunk async for chunk in chunks]))

    def meaning(self, error: Exception) -> ProviderError:
        import httpx
        from elevenlabs.core.api_error import ApiError

        if isinstance(error, httpx.TimeoutException):
            return Timeout()
        if not isinstance(error, ApiError):
            return Unavailable()
        detail = error.body.get("detail") if isinstance(error.body, dict) else None
        code = str(detail.get("status", "")) if isinstance(detail, dict) else ""
        status = 429 if "quota" in code else error.status_code  # a spent quota comes as 401
        return from_status(status, code, (error.headers or {}).get("retry-after"))
