"""What Hugging Face's services share: the client, its errors, its key check, asking without a key."""

from typing import TYPE_CHECKING, Any

from config.providers import CHECK_TIMEOUT, STAGE_TIMEOUT

from . import pool
from .errors import ProviderError, Timeout, Unavailable, from_status
from .remote import RemoteProvider

if TYPE_CHECKING:
    from huggingface_hub import AsyncInferenceClient


class HuggingFaceProvider(RemoteProvider):
    name = "huggingface"
    label = "Hugging Face"
    key_optional = True

    @property
    def base_url(self) -> str:
        return self.settings.hf_base_url

    def open_http(self) -> Any:
        import httpx2
        from huggingface_hub import AsyncInferenceClient, set_async_client_factory  # noqa: F401 - imported now

        class AlwaysOpen(httpx2.AsyncClient):
            """The SDK opens and closes a client of its own; this one is shared, and closed by the pool."""

            async def __aenter__(self) -> "AlwaysOpen":
                return self

            async def __aexit__(self, *_: object) -> None: ...

        set_async_client_factory(lambda: pool.held(HuggingFaceProvider.name))
        return AlwaysOpen(**pool.options(httpx2))

    def connect(self, http: Any) -> "AsyncInferenceClient":
        from huggingface_hub import AsyncInferenceClient

        return AsyncInferenceClient(
            base_url=self.base_url, api_key=self._api_key or pool.NO_KEY, timeout=STAGE_TIMEOUT[self.service]
        )

    async def check(self) -> None:
        await self.get(f"{self.settings.model_hub_url}/api/whoami-v2")

    async def get(self, url: str) -> Any:
        """A JSON answer, asked over the SDK's own connections with the student's key."""
        from huggingface_hub.utils import get_async_session, hf_raise_for_status

        await self.client()
        with self.in_our_words():
            headers = {"Authorization": f"Bearer {self._api_key or pool.NO_KEY}"}
            answer = await get_async_session().get(url, headers=headers, timeout=CHECK_TIMEOUT)
            hf_raise_for_status(answer)
            return answer.json()

    def meaning(self, error: Exception) -> ProviderError:
        import httpx2
        from huggingface_hub.errors import HfHubHTTPError, InferenceTimeoutError

        if isinstance(error, InferenceTimeoutError | httpx2.TimeoutException):
            return Timeout()
        if isinstance(error, HfHubHTTPError) and error.response is not None:
            return from_status(error.response.status_code, retry_after=error.response.headers.get("retry-after"))
        return Unavailable(
            again=isinstance(error, httpx2.TransportError) and not isinstance(error, httpx2.ConnectError)
        )
