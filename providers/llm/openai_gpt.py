"""OpenAI chat models."""

from collections.abc import AsyncIterator

from config.providers import OPENAI_LLM_MODEL
from providers.errors import Refused
from providers.factory import register
from providers.openai_client import OpenAIProvider

from .base import LLM, Prompt


@register
class OpenAIGPT(OpenAIProvider, LLM):
    async def stream(self, prompt: Prompt) -> AsyncIterator[str]:
        client = await self.client()
        with self.in_our_words():
            chunks = await client.chat.completions.create(
                model=OPENAI_LLM_MODEL,
                messages=prompt.messages(),
                max_completion_tokens=prompt.max_tokens,
                temperature=prompt.temperature,
                stream=True,
            )
            async with chunks:
                async for chunk in chunks:
                    choice = chunk.choices[0] if chunk.choices else None
                    if choice and choice.delta and choice.delta.content:
                        yield choice.delta.content
                    if choice and choice.finish_reason == "content_filter":
                        raise Refused()
