"""What ElevenLabs' services share: the client, its errors, its key check."""

from typing import TYPE_CHECKING, Any

from config.providers import CHECK_TIMEOUT, STAGE_TIMEOUT

from . import pool
from .errors import ProviderError, Timeout, Unavailable, from_status
from .remote import RemoteProvider

if TYPE_CHECKING:
    from elevenlabs.client import AsyncElevenLabs

BRIEFLY = {"max_retries": 0, "timeout_in_seconds": int(CHECK_TIMEOUT)}


class ElevenLabsProvider(RemoteProvider):
    name = "elevenlabs"
    label = "ElevenLabs"

    @property
    def base_url(self) -> str:
        return self.settings.elevenlabs_base_url

    @property
    def patience(self) -> dict[str, int]:
        """For every request: the SDK would try again twice, and wait for four minutes."""
        return {"max_retries": 0, "timeout_in_seconds": int(STAGE_TIMEOUT[self.service])}

    def open_http(self) -> Any:
        import httpx
        from elevenlabs.client import AsyncElevenLabs  # noqa: F401 - its import is what takes long

        return httpx.AsyncClient(**pool.options(httpx))

    def connect(self, http: Any) -> "AsyncElevenLabs":
        from elevenlabs.client import AsyncElevenLabs

        client = AsyncElevenLabs(api_key=self._api_key or "", base_url=self.base_url, httpx_client=http)
        _ = client.text_to_speech, client.speech_to_text, client.models, client.voices, client.user  # imported now
        return client

    async def check(self) -> None:
        client = await self.client()
        with self.in_our_words():
            await client.user.get(request_options=BRIEFLY)

    def meaning(self, error: Exception) -> ProviderError:
        import httpx
        from elevenlabs.core.api_error import ApiError

        if isinstance(error, httpx.TimeoutException):
            return Timeout()
        if not isinstance(error, ApiError) or error.status_code is None:
            reached = isinstance(error, httpx.TransportError) and not isinstance(error, httpx.ConnectError)
            return Unavailable(again=reached)
        detail = error.body.get("detail") if isinstance(error.body, dict) else None
        code = str(detail.get("status", "")) if isinstance(detail, dict) else ""
        return from_status(error.status_code, code, (error.headers or {}).get("retry-after"))
