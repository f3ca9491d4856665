"""The chain of who answers: a reply that has begun is not begun anew by another one."""

import contextlib
import time
from collections.abc import AsyncGenerator, Callable

from providers.chain import Asked, Chain
from providers.reply import Reply

from .base import LLM, Prompt, Usage

Used = Callable[[LLM, Usage, bool], None]


class LLMChain(Chain[LLM]):
    """`used(provider, usage, is it estimated)` is called for every `reply` that has begun."""

    used: Used = staticmethod(lambda *_: None)

    async def stream(
        self, prompt: Prompt, asked: Asked, used: Used = lambda *_: None
    ) -> AsyncGenerator[tuple[str, LLM], None]:
        """Pieces of the reply. `asked` is awaited as each provider is asked, `used` is called at the end.

        Nobody else is asked once a piece has gone out: the reply then ends where it broke off, and that counts as a
        failure of its provider.
        """

        async def begin(provider: LLM) -> tuple[str, Reply]:
            reply = Reply(provider, prompt)
            return await reply.first(), reply

        (first, reply), provider = await self.attempt(begin, asked=asked)
        try:
            yield first, provider
            while (piece := await reply.next()) is not None:
                yield piece, provider
        except Exception as error:
            await self._broke_off(provider, [], error, time.monotonic())
        finally:
            await reply.close()
            used(provider, *reply.usage)

    async def reply(self, prompt: Prompt) -> tuple[str, LLM]:
        """A whole text from the first real model; raises NobodyLeft when there is only the guided partner."""
        models = [provider for provider in self.awake if provider.is_model]

        async def whole(provider: LLM) -> str:
            reply = Reply(provider, prompt)
            try:
                text = await reply.whole()
            finally:
                await reply.close()
                if reply.has_begun:
                    self.used(provider, *reply.usage)
            return text

        return await self.attempt(whole, models)

    async def prepare(self, prompt: Callable[[], Prompt]) -> None:
        """Let whoever would be asked read in advance; the prompt is made for those only who do."""
        if self.active and self.active.reads_ahead:
            with contextlib.suppress(Exception):
                await self.active.prepare(prompt())
