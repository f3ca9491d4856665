"""OpenAI chat models."""

import re
from collections.abc import AsyncIterator
from typing import ClassVar

from config.providers import OPENAI_LLM_MODEL
from providers.factory import register
from providers.openai_client import OpenAIProvider

from .base import LLM, Prompt, Usage
from .remote import reply_of
from .sse import chunks

TALKS = re.compile(r"(gpt-3\.5|gpt-4|chatgpt-4)|.*-chat-latest")
DOES_NOT_TALK = re.compile(r"audio|realtime|transcribe|tts|search|instruct|image|vision|base|codex")


@register
class OpenAIGPT(OpenAIProvider, LLM):
    default_model = OPENAI_LLM_MODEL
    ends_with_a_reason: ClassVar[bool] = True

    async def stream(self, prompt: Prompt) -> AsyncIterator[str | Usage]:
        client = await self.client()
        with self.in_our_words():
            asked = client.chat.completions.with_streaming_response.create(
                model=await self.chosen_model(),
                messages=[],
                extra_body={"messages": prompt.messages()},  # the SDK goes through given ones for milliseconds
                max_completion_tokens=prompt.max_tokens,
                temperature=prompt.temperature,
                stream=True,
                stream_options={"include_usage": True},
            )
            async with asked as answer:
                async for piece in reply_of(chunks(answer.http_response.aiter_raw()), self.ends_with_a_reason):
                    yield piece

    def fits(self, model: str) -> bool:
        """Those that answer at once: nobody waits for one that thinks before it speaks."""
        return bool(TALKS.match(model)) and not DOES_NOT_TALK.search(model)
