"""A fallback chain: providers of one service, tried one after another; itself used like one provider."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Generic, TypeVar

from config.providers import STAGE_TIMEOUT, Service

from .asr.base import ASR
from .base import Audio, Provider
from .errors import InvalidKey, NobodyLeft, OutOfQuota, ProviderError, Timeout, Unavailable
from .llm.base import LLM, Prompt
from .tts.base import TTS

log = logging.getLogger(__name__)

P = TypeVar("P", bound=Provider)
T = TypeVar("T")
Moved = Callable[[P, P, ProviderError], Awaitable[None]]

REST_SECONDS = 30.0
FOR_GOOD = float("inf")
EMPTY = "it gave an empty answer"


class Chain(Generic[P]):
    """`moved(from, to, error)` is awaited the moment a provider is given up, before the next one is asked.

    A provider that failed rests for half a minute; one whose key is rejected or spent rests as long as the room lasts.
    """

    def __init__(self, service: Service, providers: list[P], moved: Moved) -> None:
        self.service: Service = service
        self.providers = providers
        self._moved = moved
        self._rests_until: dict[str, float] = {}
        self._left_out: set[str] = set()
        self._given_up: dict[str, float] = {}

    @property
    def active(self) -> P | None:
        """Who would be asked now."""
        return next(iter(self.awake), None)

    @property
    def awake(self) -> list[P]:
        """Providers that do not rest, in order; when all do, those who may have recovered: somebody must be asked."""
        now = time.monotonic()
        there = [provider for provider in self.providers if provider.name not in self._left_out]
        return [provider for provider in there if self._rests_until.get(provider.name, 0) <= now] or [
            provider for provider in there if self._rests_until.get(provider.name, 0) < FOR_GOOD
        ]

    def leave_out(self, name: str, out: bool) -> None:
        """Pass over a provider that this client cannot use, or take it in again."""
        (self._left_out.add if out else self._left_out.discard)(name)

    def rest(self, provider: P, error: ProviderError) -> None:
        for_good = isinstance(error, InvalidKey | OutOfQuota)
        self._rests_until[provider.name] = FOR_GOOD if for_good else time.monotonic() + REST_SECONDS

    async def attempt(self, work: Callable[[P], Awaitable[T]], providers: list[P] | None = None) -> tuple[T, P]:
        """The first result that a provider gives, and who gave it.

        Raises NobodyLeft, or at once an error that no other provider could mend (NoSpeech, BadAudio).
        """
        left, last = list(self.awake if providers is None else providers), None
        while left:
            provider, began = left.pop(0), time.monotonic()
            try:
                async with self._limit():
                    result = await work(provider)
                self._rests_until.pop(provider.name, None)
                return result, provider
            except ProviderError as error:
                if not error.switches:
                    raise
                last = error
            except TimeoutError:
                last = Timeout()
            except Exception as error:
                log.warning("%s %s failed: %s", self.service, provider.name, type(error).__name__)
                last = Unavailable()
            await self._give_up(provider, left, last, began)
        raise NobodyLeft(self.service, last)

    async def warm(self) -> None:
        """Warm whoever would be asked, and who stands in for a browser; a failure shows when they are asked."""
        for provider in self.awake:
            with contextlib.suppress(Exception):
                await provider.warm()
            if not provider.in_browser:
                break

    async def close(self) -> None:
        for provider in self.providers:
            with contextlib.suppress(Exception):
                await provider.close()

    def _limit(self) -> asyncio.Timeout:
        return asyncio.timeout(STAGE_TIMEOUT[self.service])

    async def _give_up(self, provider: P, left: list[P], error: ProviderError, began: float) -> None:
        known = self._given_up.get(provider.name, 0) > began  # two sentences may fail side by side
        self._given_up[provider.name] = time.monotonic()
        self.rest(provider, error)
        if left and not known:
            await self._moved(provider, left[0], error)


class ASRChain(Chain[ASR]):
    @property
    def hearing(self) -> list[ASR]:
        """Those who could take a recording: they hear on the server, not in the browser."""
        return [provider for provider in self.awake if not provider.in_browser]

    async def transcribe(self, audio: Audio) -> tuple[str, ASR]:
        return await self.attempt(lambda provider: provider.transcribe(audio), self.hearing)


class TTSChain(Chain[TTS]):
    async def speak(self, text: str) -> tuple[Audio | None, TTS]:
        return await self.attempt(lambda provider: provider.speak(text))


class LLMChain(Chain[LLM]):
    async def stream(self, prompt: Prompt, started: Callable[[LLM], Awaitable[None]]) -> AsyncIterator[tuple[str, LLM]]:
        """Pieces of the reply. `started` is awaited as each provider is asked.

        Nobody else is asked once a piece has gone out: the reply then ends where it broke off, and who broke off rests.
        """

        async def first_piece(provider: LLM) -> tuple[str, AsyncIterator[str]]:
            await started(provider)
            pieces = aiter(provider.stream(prompt))
            async for piece in pieces:
                if piece.strip():
                    return piece, pieces
            raise Unavailable(EMPTY)

        (first, pieces), provider = await self.attempt(first_piece)
        deadline = asyncio.get_running_loop().time() + STAGE_TIMEOUT[self.service]
        try:
            yield first, provider
            while True:
                async with asyncio.timeout_at(deadline):
                    piece = await anext(pieces, None)
                if piece is None:
                    break
                yield piece, provider
        except Exception as error:
            log.warning("llm %s broke off: %s", provider.name, type(error).__name__)
            self.rest(provider, error if isinstance(error, ProviderError) else Timeout())
        finally:
            await _close(pieces)

    async def reply(self, prompt: Prompt) -> tuple[str, LLM]:
        """A whole text from the first real model; raises NobodyLeft when there is only the guided partner."""
        models = [provider for provider in self.awake if provider.is_model]

        async def whole(provider: LLM) -> str:
            text = await provider.reply(prompt)
            if not text:
                raise Unavailable(EMPTY)
            return text

        return await self.attempt(whole, models)

    async def prepare(self, prompt: Prompt) -> None:
        if self.active:
            with contextlib.suppress(Exception):
                await self.active.prepare(prompt)


async def _close(pieces: AsyncIterator[str]) -> None:
    closing = getattr(pieces, "aclose", None)
    if closing:
        await closing()
