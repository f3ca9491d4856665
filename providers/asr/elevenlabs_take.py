"""ElevenLabs' Scribe v2 Realtime: words come while one speaks, and are committed once, on release.

Its socket is opened here and not by the SDK, which would follow a redirect with the key, wait ten seconds to close, and
print to the console.
"""

import base64
from typing import Any
from urllib.parse import urlencode

from config.providers import ELEVENLABS_LIVE_MODEL
from providers.errors import InvalidKey, OutOfQuota, ProviderError, RateLimited, Unavailable
from providers.pool import CONNECT_SECONDS
from texts import _

from .base import Transcript, Word
from .remote import timed_words
from .socket_take import HEARD_NOTHING, SOCKET_OPTIONS, SocketTake, carried, in_our_words

ERRORS: dict[str, type[ProviderError]] = {
    "auth_error": InvalidKey,
    "quota_exceeded": OutOfQuota,
    "rate_limited": RateLimited,
    "resource_exhausted": RateLimited,
    "queue_overflow": RateLimited,
}
NO_ERROR = {"session_started", "partial_transcript", "committed_transcript", "warning"}
UNCOMMITTED_SECONDS = 80.0  # later it may commit by itself just when we do, and we could not tell which is whose
QUERY = {
    "model_id": ELEVENLABS_LIVE_MODEL,
    "audio_format": "pcm_16000",
    "commit_strategy": "manual",
    "language_code": "en",
    "include_timestamps": "true",
}


async def connect(base_url: str, key: str | None) -> Any:
    """Raises ProviderError."""
    from websockets.asyncio.client import connect as open_socket

    class Direct(open_socket):
        """The key goes to this address only."""

        def process_redirect(self, exc: Exception) -> Exception:
            return exc

    address = f"{base_url.replace('http', 'ws', 1)}/v1/speech-to-text/realtime?{urlencode(QUERY)}"
    try:
        headers = {"xi-api-key": carried(key)}
        return await Direct(address, additional_headers=headers, open_timeout=CONNECT_SECONDS, **SOCKET_OPTIONS)
    except Exception as error:
        raise in_our_words(error) from None


class ElevenLabsTake(SocketTake):
    def __init__(self, connection: Any) -> None:
        super().__init__(connection, ELEVENLABS_LIVE_MODEL)
        self._committed: list[str] = []
        self._words: list[Word] = []
        self._is_done = False
        self._is_last = False

    async def feed(self, pcm: bytes) -> None:
        await self._chunk(pcm, False)
        self._bill(pcm)

    async def finish(self) -> Transcript:
        if self.seconds > UNCOMMITTED_SECONDS:
            raise Unavailable(_("it wrote down a long take in parts"))
        self._is_last = True
        await self._chunk(b"", True)
        while not self._is_done:
            await self._until_moved()
        if not self.text:
            raise Unavailable(_(HEARD_NOTHING))
        return Transcript(self.text, tuple(self._words))

    async def _chunk(self, pcm: bytes, commit: bool) -> None:
        sound = base64.b64encode(pcm).decode()
        await self._send(message_type="input_audio_chunk", audio_base_64=sound, commit=commit, sample_rate=16_000)

    def _take_in(self, message: dict[str, Any]) -> None:
        kind, text = message.get("message_type"), str(message.get("text") or "").strip()
        if kind == "partial_transcript":
            self.text = " ".join([*self._committed, text])
        elif kind == "committed_transcript_with_timestamps":
            self._committed.append(text)
            self._words += timed_words(message.get("words"))
            self.text = " ".join(filter(None, self._committed))
            self._is_done = self._is_last
        elif kind not in NO_ERROR:
            raise ERRORS.get(str(kind), Unavailable)()
