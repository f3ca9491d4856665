"""What providers behind a vendor's SDK share: its client is made once, off the event loop; its errors become ours."""

import asyncio
from abc import abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .base import Provider
from .errors import ProviderError


class RemoteProvider(Provider):
    """One client for the life of the provider. The key is always passed to it: an SDK would take the server's own."""

    needs_key = True
    _connecting: "asyncio.Task[Any] | None" = None

    @abstractmethod
    def connect(self) -> Any:
        """Import the SDK and make its client. Runs in a thread, for the import alone takes half a second."""

    @abstractmethod
    async def disconnect(self, client: Any) -> None: ...

    @abstractmethod
    def meaning(self, error: Exception) -> ProviderError:
        """What an error of the SDK means in our words."""

    @contextmanager
    def in_our_words(self) -> Iterator[None]:
        """The SDK is used inside this only. The cause is cut off: it can hold the request's headers, key and all."""
        try:
            yield
        except ProviderError:
            raise
        except Exception as error:
            raise self.meaning(error) from None

    async def client(self) -> Any:
        if self._connecting is None:
            self._connecting = asyncio.create_task(asyncio.to_thread(self.connect))
        return await asyncio.shield(self._connecting)

    async def warm(self) -> None:
        await self.client()

    async def close(self) -> None:
        if self._connecting:
            connecting, self._connecting = self._connecting, None
            await self.disconnect(await connecting)
