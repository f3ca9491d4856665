"""The chain of who hears: recordings go to those on the server, the browser sends words."""

from collections.abc import Awaitable, Callable

from providers.base import Audio
from providers.chain import Asked, Chain

from .base import ASR, Transcript

Ahead = Callable[[ASR], Awaitable[Transcript | None]]


class ASRChain(Chain[ASR]):
    @property
    def hearing(self) -> list[ASR]:
        """Those who could take a recording: they hear on the server, not in the browser."""
        return [provider for provider in self.awake if not provider.in_browser]

    def beyond(self) -> ASR | None:
        """The browser: the page may have listened along, and sends the same take again as words."""
        return next((provider for provider in self.awake if provider.in_browser), None)

    async def transcribe(
        self, audio: Audio, asked: Asked | None = None, ahead: Ahead | None = None
    ) -> tuple[Transcript, ASR]:
        """`ahead` gives what a provider heard while the student spoke; None sends it the whole recording."""

        async def hear(provider: ASR) -> Transcript:
            return ahead and await ahead(provider) or await provider.transcribe(audio)

        return await self.attempt(hear, self.hearing, asked)
