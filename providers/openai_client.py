"""What OpenAI's three services share: the client, and its errors in our words."""

from typing import TYPE_CHECKING

from config.providers import STAGE_TIMEOUT

from .errors import ProviderError, Timeout, Unavailable, from_status
from .remote import RemoteProvider

if TYPE_CHECKING:
    from openai import AsyncOpenAI


class OpenAIProvider(RemoteProvider):
    name = "openai"
    label = "OpenAI"

    def connect(self) -> "AsyncOpenAI":
        from openai import AsyncOpenAI, DefaultAioHttpClient

        return AsyncOpenAI(
            api_key=self._api_key or "",
            base_url=self.settings.openai_base_url,
            organization="",
            project="",
            max_retries=0,
            timeout=STAGE_TIMEOUT[self.service],
            http_client=DefaultAioHttpClient(follow_redirects=False),
        )

    async def disconnect(self, client: "AsyncOpenAI") -> None:
        await client.close()

    def meaning(self, error: Exception) -> ProviderError:
        import openai

        if isinstance(error, openai.APITimeoutError):
            return Timeout()
        if isinstance(error, openai.APIStatusError):
            retry_after = error.response.headers.get("retry-after")
            return from_status(error.status_code, str(error.code or ""), retry_after)
        return Unavailable()
