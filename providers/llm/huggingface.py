"""Hugging Face Inference Providers."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from config.providers import HF_LLM_MODEL, STAGE_TIMEOUT
from providers.errors import InvalidKey, ProviderError, Timeout, Unavailable, from_status
from providers.factory import register
from providers.remote import RemoteProvider

from .base import LLM, Prompt

if TYPE_CHECKING:
    from huggingface_hub import AsyncInferenceClient


@register
class HuggingFaceLLM(RemoteProvider, LLM):
    name = "huggingface"
    label = "Hugging Face"

    def connect(self) -> "AsyncInferenceClient":
        from huggingface_hub import AsyncInferenceClient

        url, key = self.settings.hf_base_url, self._api_key or ""
        return AsyncInferenceClient(base_url=url, api_key=key, timeout=STAGE_TIMEOUT["llm"])

    async def disconnect(self, client: "AsyncInferenceClient") -> None:
        await client.close()

    async def stream(self, prompt: Prompt) -> AsyncIterator[str]:
        client = await self.client()
        if not self._api_key:
            raise InvalidKey()
        with self.in_our_words():
            chunks = await client.chat_completion(
                prompt.messages(),
                model=HF_LLM_MODEL,
                max_tokens=prompt.max_tokens,
                temperature=prompt.temperature,
                stream=True,
            )
            async for chunk in chunks:
                content = chunk.choices[0].delta.content if chunk.choices else None
                if content:
                    yield content

    def meaning(self, error: Exception) -> ProviderError:
        from huggingface_hub.errors import HfHubHTTPError, InferenceTimeoutError

        if isinstance(error, InferenceTimeoutError | TimeoutError):
            return Timeout()
        if isinstance(error, HfHubHTTPError) and error.response is not None:
            return from_status(error.response.status_code, retry_after=error.response.headers.get("retry-after"))
        return Unavailable()
