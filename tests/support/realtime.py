"""OpenAI's and ElevenLabs' sockets for live recognition, on loopback, scripted by a test."""

import asyncio
import base64
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import RedirectResponse, Response
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

ITEM = "conversation.item.input_audio_transcription."
OPENAI_SECOND, ELEVENLABS_SECOND = 48_000, 32_000  # bytes
SHORTEST_COMMIT = OPENAI_SECOND // 10
WORDS_A_SECOND = 2.5


@dataclass
class Heard:
    """One socket: who opened it with which key, what was asked for and said; when the client had left."""

    vendor: str
    key: str
    query: dict[str, str]
    session: dict[str, Any] = field(default_factory=dict)
    sound: bytes = b""
    commits: int = 0
    closed_at: float | None = None


class Realtime:
    """`parts` is what each commit is heard as; `failure` what happens instead.

    Failures: 'refused' (401), 'redirect', 'error' (in a frame), 'hang up', 'silence' (nothing is ever answered),
    'nonsense'.
    """

    def __init__(self) -> None:
        self.parts = ["I like to cook."]
        self.failure = ""
        self.delay = 0.0
        self.heard: list[Heard] = []
        self.routes = [
            WebSocketRoute("/v1/realtime", self._openai),
            WebSocketRoute("/eleven/v1/speech-to-text/realtime", self._elevenlabs),
        ]

    async def _openai(self, ws: WebSocket) -> None:
        heard = Heard("openai", ws.headers.get("authorization", ""), dict(ws.query_params))
        fresh = 0
        async for message in self._messages(ws, heard):
            match message["type"]:
                case "session.update":
                    heard.session = message["session"]
                case "input_audio_buffer.append":
                    sound = base64.b64decode(message["audio"])
                    heard.sound += sound
                    fresh += len(sound)
                case "input_audio_buffer.commit" if fresh < SHORTEST_COMMIT:
                    await ws.send_json({"type": "error", "error": {"code": "input_audio_buffer_commit_empty"}})
                case "input_audio_buffer.commit":
                    fresh, number = 0, heard.commits
                    heard.commits += 1
                    await self._openai_item(ws, f"item{number}", self._part(number))

    async def _openai_item(self, ws: WebSocket, item: str, text: str) -> None:
        await ws.send_json({"type": "input_audio_buffer.committed", "item_id": item})
        for word in text.split():
            await ws.send_json({"type": f"{ITEM}delta", "item_id": item, "delta": f"{word} "})
        await asyncio.sleep(self.delay)
        await ws.send_json({"type": f"{ITEM}completed", "item_id": item, "transcript": text})

    async def _elevenlabs(self, ws: WebSocket) -> None:
        heard = Heard("elevenlabs", ws.headers.get("xi-api-key", ""), dict(ws.query_params))
        async for message in self._messages(ws, heard):
            heard.sound += base64.b64decode(message["audio_base_64"])
            words = self._part(heard.commits).split()
            if message["commit"]:
                heard.commits += 1
                await asyncio.sleep(self.delay)
                await ws.send_json({"message_type": "committed_transcript", "text": " ".join(words)})
                await ws.send_json(_timed(words))
            elif shown := words[: int(len(heard.sound) / ELEVENLABS_SECOND * WORDS_A_SECOND)]:
                await ws.send_json({"message_type": "partial_transcript", "text": " ".join(shown)})

    async def _messages(self, ws: WebSocket, heard: Heard) -> AsyncIterator[dict[str, Any]]:
        self.heard.append(heard)
        if self.failure in REFUSALS:
            await ws.send_denial_response(REFUSALS[self.failure]())
            return
        await ws.accept()
        try:
            async for message in ws.iter_json():
                if self.failure == "error":
                    await ws.send_json({"type": "error", "message_type": "quota_exceeded", "error": {"code": "quota"}})
                elif self.failure == "nonsense":
                    await ws.send_text("<html>Please log in</html>")
                elif self.failure == "hang up":
                    await ws.close(1011)
                    return
                elif self.failure != "silence":
                    yield message
        except WebSocketDisconnect:
            pass
        finally:
            heard.closed_at = time.monotonic()

    def _part(self, number: int) -> str:
        return self.parts[number] if number < len(self.parts) else ""


def _timed(words: list[str]) -> dict[str, Any]:
    timed = [{"text": w, "start": n / 2, "end": n / 2 + 0.4, "type": "word"} for n, w in enumerate(words)]
    return {"message_type": "committed_transcript_with_timestamps", "text": " ".join(words), "words": timed}


REFUSALS = {"refused": lambda: Response(status_code=401), "redirect": lambda: RedirectResponse("/elsewhere")}
