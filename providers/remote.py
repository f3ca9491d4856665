"""What providers behind a vendor's SDK share: connections, errors in our words, keys that are checked, lists."""

import asyncio
import contextlib
import time
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from config.providers import CHECK_TIMEOUT
from texts import _

from . import pool
from .base import Offer, Provider
from .errors import KEY_IS_MISSING, InvalidKey, ProviderError, Timeout

LISTED_FOR_SECONDS = 3600.0
MAX_LISTS = 500
_lists: dict[tuple[str, ...], tuple[float, list[Offer]]] = {}


class RemoteProvider(Provider):
    """Its SDK client is made once, when the room opens, over connections that all keys share.

    The key is always passed to the SDK, which would otherwise take the server's own.
    """

    needs_key = True
    _opening: "asyncio.Task[Any] | None" = None

    @property
    @abstractmethod
    def base_url(self) -> str:
        """Where the vendor is; the operator's setting."""

    @abstractmethod
    def open_http(self) -> Any:
        """Import the SDK and make the HTTP client that all keys share. Runs in a thread."""

    @abstractmethod
    def connect(self, http: Any) -> Any:
        """The SDK's client for this key. Runs in a thread, for parts of an SDK are imported only now."""

    @abstractmethod
    def meaning(self, error: Exception) -> ProviderError:
        """What an error of the SDK means in our words."""

    async def client(self) -> Any:
        if self._opening is None:
            self._opening = asyncio.create_task(self._open())
        return await asyncio.shield(self._opening)

    async def warm(self) -> None:
        """Open a connection, so that the first turn finds one."""
        with self.in_our_words():
            await self.client()
            await pool.connect(self.name, self.base_url)

    async def warm_soon(self) -> None:
        """Two voices are asked at a time: have two connections that are known to live."""
        with self.in_our_words():
            await self.client()
            await pool.connect_soon(self.name, self.base_url)

    async def close(self) -> None:
        opening, self._opening = self._opening, None
        if opening:
            with contextlib.suppress(Exception):
                await opening
            await pool.give_back(self.name)

    @contextlib.contextmanager
    def in_our_words(self) -> Iterator[None]:
        """The SDK is used inside this only. The cause is cut off: it can hold the request's headers, key and all."""
        try:
            yield
        except ProviderError:
            raise
        except Exception as error:
            raise _ours_inside(error) or self._ours(error) from None

    async def listed(self, what: str, first: str, ask: Callable[[], Awaitable[list[Offer]]]) -> list[Offer]:
        """What the vendor lists, for an hour; `first` always leads, also when the vendor cannot be asked just now."""
        key = (self.name, self.service, what, self.base_url, self.key_digest)
        known_until, offers = _lists.get(key, (0.0, []))
        if known_until < time.monotonic():
            try:
                with self.in_our_words():
                    async with asyncio.timeout(CHECK_TIMEOUT):
                        offers = sorted(await ask(), key=lambda offer: offer.label.lower())
                if len(_lists) >= MAX_LISTS:
                    _lists.clear()
                _lists[key] = (time.monotonic() + LISTED_FOR_SECONDS, offers)
            except ProviderError:
                offers = []
        leading = [offer for offer in offers if offer.id == first] or [Offer(first, first)] if first else []
        return [*leading, *(offer for offer in offers if offer.id != first)]

    async def _open(self) -> Any:
        http = await pool.take(self.name, self.open_http)
        return await asyncio.to_thread(self.connect, http)

    def _ours(self, error: Exception) -> ProviderError:
        meaning = Timeout() if isinstance(error, TimeoutError) else self.meaning(error)
        is_anonymous = self.needs_key and not self._api_key
        return InvalidKey(_(KEY_IS_MISSING)) if is_anonymous and isinstance(meaning, InvalidKey) else meaning


def _ours_inside(error: BaseException | None) -> ProviderError | None:
    """An error that our own look at the answer raised, which an SDK wrapped in one of its own."""
    while error is not None and not isinstance(error, ProviderError):
        error = error.__cause__
    return error
