"""A model's reply on its way: pieces of text within the stage's time, and the tokens it took."""

import asyncio
from collections.abc import AsyncIterator

from config.providers import STAGE_TIMEOUT

from .errors import Unavailable
from .llm.base import LLM, Prompt, Usage

EMPTY = "it gave an empty answer"
CHARACTERS_A_TOKEN = 4  # of English, where a vendor does not count


class Reply:
    """Begun when it is made; it must be closed."""

    def __init__(self, provider: LLM, prompt: Prompt) -> None:
        self._prompt = prompt
        self._pieces = aiter(provider.stream(prompt))
        self._deadline = asyncio.get_running_loop().time() + STAGE_TIMEOUT[provider.service]
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
        async with asyncio.timeout_at(self._deadline):
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
        await _close(self._pieces)


async def _close(pieces: AsyncIterator[str | Usage]) -> None:
    closing = getattr(pieces, "aclose", None)
    if closing:
        await closing()
