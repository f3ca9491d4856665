"""What OpenAI's services share, and servers that speak its protocol: the client, its errors, its lists."""

from typing import Any

from config.providers import CHECK_TIMEOUT, STAGE_TIMEOUT

from . import pool
from .base import Offer
from .errors import ProviderError, Timeout, Unavailable, from_status
from .remote import RemoteProvider


class OpenAIProvider(RemoteProvider):
    name = "openai"
    label = "OpenAI"

    @property
    def base_url(self) -> str:
        return self.settings.openai_base_url

    def open_http(self) -> Any:
        import httpx2
        from openai import DefaultAioHttpClient

        return DefaultAioHttpClient(**pool.options(httpx2))

    def connect(self, http: Any) -> Any:
        import httpx2
        from openai import AsyncOpenAI

        client = AsyncOpenAI(
            api_key=self._api_key or pool.NO_KEY,
            base_url=self.base_url,
            organization="",
            project="",
            max_retries=0,
            timeout=httpx2.Timeout(STAGE_TIMEOUT[self.service], connect=pool.CONNECT_SECONDS),
            http_client=http,
        )
        _ = (
            client.chat.completions.with_streaming_response,
            client.audio.transcriptions,
            client.audio.speech,
            client.models,
        )  # imported now
        return client

    async def check(self) -> None:
        client = await self.client()
        with self.in_our_words():
            await client.models.list(timeout=CHECK_TIMEOUT)

    async def models(self) -> list[Offer]:
        return await self.listed("models", self.default_model, self._list_models)

    async def chosen_model(self) -> str:
        return self.model

    def fits(self, model: str) -> bool:
        """Whether a model that the vendor lists serves here."""
        return True

    async def _list_models(self) -> list[Offer]:
        client = await self.client()
        return [Offer(m.id, m.id) for m in (await client.models.list(timeout=CHECK_TIMEOUT)).data if self.fits(m.id)]

    def meaning(self, error: Exception) -> ProviderError:
        import httpx2
        import openai

        if isinstance(error, openai.APITimeoutError):
            return Unavailable(again=True) if _was_hung_up(error) else Timeout()
        if isinstance(error, openai.APIStatusError):
            return from_status(error.status_code, str(error.code or ""), error.response.headers.get("retry-after"))
        reached = isinstance(error, openai.APIConnectionError) and not isinstance(error.__cause__, httpx2.ConnectError)
        return Unavailable(again=reached)


def _was_hung_up(error: BaseException | None) -> bool:
    """The SDK's aiohttp transport calls a connection that the server closed before any answer a timeout."""
    from aiohttp import ServerDisconnectedError

    while error is not None and not isinstance(error, ServerDisconnectedError):
        error = error.__cause__
    return error is not None
