"""What comes piece by piece within the stage's time: a model's reply, with the tokens it took, and a voice's sound."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, TypeVar

from config.providers import STAGE_TIMEOUT

from .errors import Unavailable
from .llm.base import LLM, Prompt, Usage

T = TypeVar("T")

EMPTY = "it gave an empty answer"
CHARACTERS_A_TOKEN = 4  # of English, where a vendor does not count


class Reply:
    """Begun when it is made; it must be closed."""

    def __init__(self, provider: LLM, prompt: Prompt) -> None:
        self._prompt = prompt
        deadline = asyncio.get_running_loop().time() + STAGE_TIMEOUT[provider.service]
        self._pieces = until(deadline, aiter(provider.stream(prompt)))
        self._said = 0
        self._counted: Usage | None = None

    async def first(self) -> str:
        """The first words. Raises Unavailable when there are none."""
        while (piece := await self.next()) is not None:
            if piece.strip():
                return piece
        raise Unavailable(EMPTY)

    async def next(self) -> str | None:
        """The next piece, None at the end. Raises TimeoutError when the reply as a whole takes too long."""
        async for piece in self._pieces:
            if isinstance(piece, Usage):
                self._counted = piece
            elif piece:
                self._said += len(piece)
                return piece
        return None

    @property
    def usage(self) -> tuple[Usage, bool]:
        """What it took, and whether that is estimated since the vendor did not say."""
        if self._counted:
            return self._counted, False
        told = sum(len(message["content"]) for message in self._prompt.messages())
        return Usage(-(-told // CHARACTERS_A_TOKEN), -(-self._said // CHARACTERS_A_TOKEN)), True

    async def close(self) -> None:
        await close(self._pieces)


async def until(deadline: float, pieces: AsyncIterator[T]) -> AsyncIterator[T]:
    """The pieces that come before the deadline, of the loop's clock. Raises TimeoutError then."""
    try:
        while True:
            async with asyncio.timeout_at(deadline):
                piece = await anext(pieces)
            yield piece
    except StopAsyncIteration:
        pass
    finally:
        await close(pieces)


async def close(pieces: AsyncIterator[Any]) -> None:
    """Let go of what a generator holds, without waiting for its end."""
    closing = getattr(pieces, "aclose", None)
    if closing:
        await closing()
