"""A fallback chain: providers of one service, tried one after another; itself used like one provider."""

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from config.providers import STAGE_TIMEOUT, Service

from .base import Provider
from .errors import NobodyLeft, ProviderError, Timeout, Unavailable
from .resting import Resting

log = logging.getLogger(__name__)

P = TypeVar("P", bound=Provider)
T = TypeVar("T")
Moved = Callable[[P, P | None, ProviderError], Awaitable[None]]
Asked = Callable[[P], Awaitable[None]]

FAST_SECONDS = 1.0


class Chain(Generic[P]):
    """`moved(given up, taken up or None, error)` is awaited the moment one is given up, before the next one is asked.

    Who was given up is passed over for the rest of the turn; how long beyond that, `resting` decides.
    """

    def __init__(self, service: Service, providers: list[P], moved: Moved, resting: Resting | None = None) -> None:
        self.service: Service = service
        self.providers = providers
        self._moved = moved
        self._resting = resting or Resting()
        self._left_out: set[str] = set()
        self._given_up: dict[str, float] = {}

    def begin_turn(self) -> None:
        """Whoever failed in the last turn and does not rest may try again."""
        self._given_up.clear()

    @property
    def active(self) -> P | None:
        """Who would be asked now."""
        return next(iter(self.awake), None)

    @property
    def awake(self) -> list[P]:
        """Who may be asked, in order; when all failed or rest, those who may have recovered: somebody must be asked."""
        there = [provider for provider in self.providers if provider.name not in self._left_out]
        awake = [provider for provider in there if not self._resting.why(provider)]
        return (
            [provider for provider in awake if provider.name not in self._given_up]
            or awake
            or [provider for provider in there if not self._resting.is_for_good(provider)]
        )

    def leave_out(self, name: str, out: bool) -> None:
        """Pass over a provider that this client cannot use, or take it in again."""
        (self._left_out.add if out else self._left_out.discard)(name)

    async def attempt(
        self, work: Callable[[P], Awaitable[T]], providers: list[P] | None = None, asked: Asked | None = None
    ) -> tuple[T, P]:
        """The first result that a provider gives, and who gave it. `asked` is awaited as each one is asked.

        Raises NobodyLeft, or at once an error that no other provider could mend (NoSpeech, BadAudio).
        """
        left = list(self.awake if providers is None else providers)
        last = None if left else next(filter(None, map(self._resting.why, self.providers)), None)
        while left:
            provider, began = left.pop(0), time.monotonic()
            if asked:
                await asked(provider)
            try:
                result = await self._ask(provider, work)
                self._resting.served(provider)
                if self._given_up.get(provider.name, began) < began:  # not by a sentence beside this one
                    del self._given_up[provider.name]
                return result, provider
            except ProviderError as error:
                if not error.switches:
                    raise
                last = error
            await self._give_up(provider, left, last, began)
        raise NobodyLeft(self.service, last)

    async def warm(self) -> None:
        """Warm whoever would be asked, and who stands in for a browser; a failure shows when they are asked."""
        for provider in self.awake:
            with contextlib.suppress(Exception):
                await provider.warm()
            if not provider.in_browser:
                break

    async def warm_soon(self) -> None:
        """Somebody has begun to speak."""
        if self.active:
            with contextlib.suppress(Exception):
                await self.active.warm_soon()

    async def close(self) -> None:
        for provider in self.providers:
            with contextlib.suppress(Exception):
                await provider.close()

    async def _ask(self, provider: P, work: Callable[[P], Awaitable[T]]) -> T:
        """Ask within the stage's time; a second time after an accident that came fast. Raises ProviderError only."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(STAGE_TIMEOUT[self.service]):
                try:
                    return await work(provider)
                except ProviderError as error:
                    if not error.again or time.monotonic() - began > FAST_SECONDS:
                        raise
                return await work(provider)
        except ProviderError:
            raise
        except TimeoutError:
            raise Timeout() from None
        except Exception as error:
            log.warning("%s %s failed: %s", self.service, provider.name, type(error).__name__)
            raise Unavailable() from None

    async def _give_up(self, provider: P, left: list[P], error: ProviderError, began: float) -> None:
        if self._given_up.get(provider.name, 0) > began:  # two sentences failed side by side
            return
        self._given_up[provider.name] = time.monotonic()
        self._resting.failed(provider, error)
        await self._moved(provider, left[0] if left else self.beyond(), error)

    async def _broke_off(self, provider: P, left: list[P], error: Exception, began: float) -> None:
        """Half of its answer has gone out: it is given up, and whoever is left serves from the next request on."""
        log.warning("%s %s broke off: %s", self.service, provider.name, type(error).__name__)
        await self._give_up(provider, left, error if isinstance(error, ProviderError) else Timeout(), began)

    def beyond(self) -> P | None:
        """Who may still serve where nobody is left to be asked."""
        return None
