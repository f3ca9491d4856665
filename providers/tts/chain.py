"""The chain of voices: who has begun to be heard is not replaced in the middle of a text."""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator

from config.providers import STAGE_TIMEOUT
from providers.base import Audio
from providers.chain import Chain
from providers.errors import Unavailable
from providers.reply import EMPTY, close, until
from providers.wav import silence
from texts import _

from .base import TTS


class TTSChain(Chain[TTS]):
    async def speak(self, text: str) -> tuple[Audio | None, TTS]:
        """A file is handed over whole or not at all: what one voice lost half-way, the next says from the start."""
        return await self.attempt(lambda provider: provider.speak(text))

    async def stream(self, text: str) -> AsyncGenerator[tuple[Audio | None, TTS], None]:
        """The text as sound while it is made; all but the last file say that more follows.

        Nobody else is asked once something has been heard: the text then ends where its voice broke off, in silence,
        and that counts as a failure of the voice.
        """
        loop, began = asyncio.get_running_loop(), time.monotonic()

        async def begin(provider: TTS) -> tuple[Audio | None, AsyncIterator[Audio | None]]:
            sounds = until(loop.time() + STAGE_TIMEOUT[self.service], aiter(provider.stream(text)))
            async for first in sounds:
                return first, sounds
            raise Unavailable(_(EMPTY))

        (first, sounds), provider = await self.attempt(begin)
        try:
            yield first, provider
            async for sound in sounds:
                yield sound, provider
        except Exception as error:
            await self._broke_off(provider, [other for other in self.awake if other is not provider], error, began)
            yield silence(), provider
        finally:
            await close(sounds)
