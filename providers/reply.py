"""What comes piece by piece within the stage's time: a model's reply, with the tokens it took, and a voice's sound."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any, TypeVar

from config.providers import STAGE_TIMEOUT
from texts import N_, _

from .errors import Unavailable
from .llm.base import LLM, Prompt, Usage

T = TypeVar("T")

EMPTY = N_("it gave an empty answer")
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
        raise Unavailable(_(EMPTY))

    async def next(self) -> str | None:
        """The next piece, None at the end. Raises TimeoutError when the reply as a whole takes too long."""
        async for piece in self._pieces:
            if isinstance(piece, Usage):
                self._counted = piece
            elif piece:
                self._said += len(piece)
                return piece
        return None

    async def whole(self) -> str:
        """All of it, without white space around. Raises Unavailable when there is nothing."""
        pieces = [await self.first()]
        while (piece := await self.next()) is not None:
            pieces.append(piece)
        return "".join(pieces).strip()

    @property
    def has_begun(self) -> bool:
        return self._said > 0

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
    alarm = _Alarm(deadline)
    try:
        while True:
            with alarm:
                piece = await anext(pieces)
            yield piece
    except StopAsyncIteration:
        pass
    finally:
        alarm.stop()
        await close(pieces)


class _Alarm:
    """One timer for many waits; `asyncio.timeout` around each of a thousand pieces would cost more than the pieces."""

    def __init__(self, deadline: float) -> None:
        self._handle = asyncio.get_running_loop().call_at(deadline, self._ring)
        self._waiting: asyncio.Task[Any] | None = None
        self._cancelled_before = 0
        self._has_rung = False

    def _ring(self) -> None:
        self._has_rung = True
        if self._waiting:
            self._waiting.cancel()

    def __enter__(self) -> None:
        if self._has_rung:
            raise TimeoutError
        self._waiting = asyncio.current_task()
        self._cancelled_before = self._waiting.cancelling() if self._waiting else 0

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        task, self._waiting = self._waiting, None
        if self._has_rung and task and task.uncancel() <= self._cancelled_before and kind is asyncio.CancelledError:
            raise TimeoutError

    def stop(self) -> None:
        self._handle.cancel()


async def close(pieces: AsyncIterator[Any]) -> None:
    """Let go of what a generator holds, without waiting for its end."""
    closing = getattr(pieces, "aclose", None)
    if closing:
        await closing()
