"""OpenAI's realtime transcription: a take is uploaded while it is spoken, and written down from pause to pause.

The models that students also use for whole recordings begin with what was committed, so a clear pause commits: words
appear at the same price. A second is longer than most people's search for a word, which should not end a sentence.
"""

import asyncio
import base64
from collections.abc import AsyncIterator
from typing import Any

from providers.audio import Resampler
from providers.errors import ProviderError, Unavailable, from_status
from providers.pool import CONNECT_SECONDS
from texts import _

from . import vad
from .base import Transcript
from .socket_take import HEARD_NOTHING, SOCKET_OPTIONS, SocketTake, carried, in_our_words

OPENAI_RATE = 24_000
COMMIT_PAUSE_SECONDS = 1.0
ITEM = "conversation.item.input_audio_transcription."
NOTHING_TO_COMMIT = "input_audio_buffer_commit_empty"


def session(model: str) -> dict[str, Any]:
    """What to transcribe, and that we say ourselves where a piece ends."""
    heard = {
        "format": {"type": "audio/pcm", "rate": OPENAI_RATE},
        "transcription": {"model": model, "language": "en"},
        "turn_detection": None,
    }
    return {"type": "transcription", "audio": {"input": heard}}


async def connect(client: Any, key: str | None) -> Any:
    """The SDK's connection. Raises ProviderError."""
    options = {**SOCKET_OPTIONS, "open_timeout": CONNECT_SECONDS}
    try:
        carried(key)
        query = {"intent": "transcription"}
        return await client.realtime.connect(extra_query=query, websocket_connection_options=options).enter()
    except Exception as error:
        raise in_our_words(error) from None


class OpenAITake(SocketTake):
    def __init__(self, connection: Any, model: str) -> None:
        super().__init__(connection, model)
        self._speech = vad.Speech()
        self._resampler = Resampler(OPENAI_RATE)
        self._items: dict[str, str] = {}
        self._open_items: set[str] = set()
        self._commits_due = 0
        self._committed_to = 0

    async def feed(self, pcm: bytes) -> None:
        if not self.seconds:
            await self._send(type="session.update", session=session(self.model))
        await asyncio.to_thread(self._speech.add, pcm)
        await self._append(self._resampler.add(pcm))
        self._bill(pcm)
        if self._speech.ends > self._committed_to and self._speech.pause >= COMMIT_PAUSE_SECONDS:
            await self._commit()

    async def finish(self) -> Transcript:
        await self._append(self._resampler.end())
        if self._speech.ends > self._committed_to:
            await self._commit()
        while self._commits_due or self._open_items:
            await self._until_moved()
        if not self.text:
            raise Unavailable(_(HEARD_NOTHING))
        return Transcript(self.text)

    async def _append(self, pcm: bytes) -> None:
        if pcm:
            await self._send(type="input_audio_buffer.append", audio=base64.b64encode(pcm).decode())

    async def _commit(self) -> None:
        self._commits_due += 1
        self._committed_to = self._speech.heard
        await self._send(type="input_audio_buffer.commit")

    async def _put(self, text: str) -> None:
        await self._connection.send_raw(text)

    async def _frames(self) -> AsyncIterator[bytes]:
        while True:
            yield await self._connection.recv_bytes()

    def _take_in(self, message: dict[str, Any]) -> None:
        kind, item = message.get("type"), str(message.get("item_id"))
        if kind == "input_audio_buffer.committed":
            self._commits_due -= 1
            self._items.setdefault(item, "")
            self._open_items.add(item)
        elif kind == f"{ITEM}delta":
            self._items[item] = self._items.get(item, "") + str(message.get("delta") or "")
        elif kind == f"{ITEM}completed":
            self._items[item] = str(message.get("transcript") or "")
            self._open_items.discard(item)
        elif kind in ("error", f"{ITEM}failed"):
            self._mind(message.get("error"))
        self.text = " ".join(filter(None, (text.strip() for text in self._items.values())))

    def _mind(self, error: Any) -> None:
        """Raises ProviderError, unless there was just nothing left to commit."""
        code = str(error.get("code") or error.get("type") or "") if isinstance(error, dict) else ""
        if code != NOTHING_TO_COMMIT:
            raise _meaning(code)
        self._commits_due -= 1


def _meaning(code: str) -> ProviderError:
    if "rate_limit" in code:
        return from_status(429)
    return from_status(401) if "api_key" in code else from_status(500, code)
