"""Chat models by Hugging Face Inference Providers."""

from collections.abc import AsyncIterator

from config.providers import HF_LLM_MODEL
from providers.base import Offer
from providers.factory import register
from providers.huggingface_client import HuggingFaceProvider

from .base import LLM, Prompt, Usage
from .remote import reply_of


@register
class HuggingFaceLLM(HuggingFaceProvider, LLM):
    default_model = HF_LLM_MODEL

    async def stream(self, prompt: Prompt) -> AsyncIterator[str | Usage]:
        client = await self.client()
        with self.in_our_words():
            try:
                chunks = await client.chat_completion(
                    prompt.messages(),
                    model=self.model,
                    max_tokens=prompt.max_tokens,
                    temperature=prompt.temperature,
                    stream=True,
                    stream_options={"include_usage": True},
                )
                async for piece in reply_of(chunks):
                    yield piece
            finally:
                await client.close()  # the answer only: the connections stay, see huggingface_client

    async def models(self) -> list[Offer]:
        return await self.listed("models", self.default_model, self._list_models)

    async def _list_models(self) -> list[Offer]:
        listed = await self.get(f"{self.base_url}/models")
        return [Offer(model["id"], model["id"]) for model in listed["data"]]
