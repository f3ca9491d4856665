"""What live recognition over a vendor's socket shares: one task reads it, words grow, and the end is waited for."""

import asyncio
import contextlib
import json
from abc import abstractmethod
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Any

from providers.audio import RATE
from providers.errors import InvalidKey, ProviderError, Timeout, Unavailable, from_status
from providers.pool import MAX_ANSWER_BYTES
from texts import N_, _

from .base import LiveTake

CLOSE_SECONDS = 0.1  # so long a vendor has to say good-bye
SOCKET_OPTIONS: dict[str, Any] = {"max_size": 2**20, "compression": None, "close_timeout": CLOSE_SECONDS}
HEARD_NOTHING = N_("it heard no words while they were spoken")


class SocketTake(LiveTake):
    """`connection` is a `websockets` client; its errors, in its frames or its own, become ours here."""

    def __init__(self, connection: Any, model: str) -> None:
        self.model = model
        self.text = ""
        self._connection = connection
        self._grew = asyncio.Event()
        self._moved = asyncio.Event()
        self._error: ProviderError | None = None
        self._reading = asyncio.create_task(self._read())

    @abstractmethod
    def _take_in(self, message: dict[str, Any]) -> None:
        """What a message of the vendor's says. Raises ProviderError when it says that something is wrong."""

    async def texts(self) -> AsyncGenerator[str, None]:
        told = ""
        while True:
            await self._grew.wait()
            self._grew.clear()
            if self.text not in ("", told):
                told = self.text
                yield told

    async def close(self) -> None:
        self._reading.cancel()
        await asyncio.gather(self._reading, return_exceptions=True)
        with contextlib.suppress(Exception):
            await self._connection.close()

    async def _send(self, **message: Any) -> None:
        if self._error:
            raise self._error
        try:
            await self._put(json.dumps(message))
        except Exception as error:
            raise self._error or in_our_words(error) from None

    async def _put(self, text: str) -> None:
        await self._connection.send(text)

    def _frames(self) -> AsyncIterator[str | bytes]:
        return aiter(self._connection)

    def _bill(self, pcm: bytes) -> None:
        self.seconds += len(pcm) / 2 / RATE

    async def _until_moved(self) -> None:
        """Wait for the vendor's next message. Raises ProviderError."""
        await self._moved.wait()
        self._moved.clear()
        if self._error:
            raise self._error

    async def _read(self) -> None:
        size = 0
        try:
            async for frame in self._frames():
                size += len(frame)
                if size > MAX_ANSWER_BYTES:
                    raise Unavailable(_("its answer was far too long"))
                message = json.loads(frame)
                if isinstance(message, dict):
                    self._take_in(message)
                self._grew.set()
                self._moved.set()
            raise Unavailable(_("it hung up while somebody spoke"))
        except Exception as error:
            self._error = in_our_words(error)
            self._moved.set()


def carried(key: str | None) -> str:
    """A key that a header can carry; the library does not look. Raises InvalidKey."""
    if not key or not key.isascii() or not key.isprintable():
        raise InvalidKey()
    return key


def in_our_words(error: Exception) -> ProviderError:
    """An error of the socket's; what it was made from can hold the key, so it is cut off."""
    from websockets.exceptions import InvalidStatus

    if isinstance(error, ProviderError):
        return error
    if isinstance(error, InvalidStatus):
        return from_status(error.response.status_code)
    return Timeout() if isinstance(error, TimeoutError) else Unavailable()
