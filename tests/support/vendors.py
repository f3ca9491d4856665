"""A loopback server that speaks the vendors' HTTP shapes, scripted by a test."""

import asyncio
import json
import threading
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route


@dataclass(frozen=True)
class File:
    """A file as it was uploaded."""

    filename: str | None
    content_type: str | None


def _file(upload: UploadFile) -> File:
    return File(upload.filename, upload.content_type)


class Vendors:
    """What OpenAI, ElevenLabs and Hugging Face would answer.

    `transcript`, `reply` (a list of deltas) and `sound` are what they say when nothing is wrong; `failures` maps a
    service ('stt', 'llm', 'tts') to a (status, body) that it answers instead; `delays` to seconds it waits first.
    """

    def __init__(self) -> None:
        self.transcript = "I like to cook dinner for my family."
        self.reply = ["That sounds ", "lovely. ", "What do you ", "cook?"]
        self.sound = b""
        self.failures: dict[str, tuple[int, Any]] = {}
        self.delays: dict[str, float] = {}
        self.asked: list[tuple[str, str, Any]] = []
        app = Starlette(
            routes=[
                Route("/v1/audio/transcriptions", self._transcribe, methods=["POST"]),
                Route("/v1/chat/completions", self._chat, methods=["POST"]),
                Route("/v1/audio/speech", self._speak, methods=["POST"]),
                Route("/v1/text-to-speech/{voice}", self._speak, methods=["POST"]),
            ]
        )
        self._server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", timeout_graceful_shutdown=1))
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> "Vendors":
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(5)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.servers[0].sockets[0].getsockname()[1]}"

    @property
    def settings(self) -> dict[str, str]:
        """The operator's settings that point every vendor here."""
        return {
            "OPENAI_BASE_URL": f"{self.url}/v1",
            "HF_BASE_URL": f"{self.url}/v1",
            "ELEVENLABS_BASE_URL": self.url,
        }

    async def _transcribe(self, req: Request) -> Response:
        async with req.form() as form:
            fields = {name: value if isinstance(value, str) else _file(value) for name, value in form.items()}
        return await self._instead("stt", req, fields) or JSONResponse({"text": self.transcript})

    async def _chat(self, req: Request) -> Response:
        wanted = await req.json()
        failure = await self._instead("llm", req, wanted)
        return failure or StreamingResponse(self._deltas(), media_type="text/event-stream")

    async def _speak(self, req: Request) -> Response:
        wanted = await req.json()
        return await self._instead("tts", req, wanted) or Response(self.sound, media_type="audio/mpeg")

    async def _deltas(self) -> AsyncIterator[str]:
        def event(delta: dict[str, str], finish: str | None) -> str:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": [choice]}
            return f"data: {json.dumps(chunk)}\n\n"

        for text in self.reply:
            yield event({"role": "assistant", "content": text}, None)
        yield event({}, "stop") + "data: [DONE]\n\n"

    async def _instead(self, service: str, req: Request, wanted: Any) -> Response | None:
        self.asked.append((service, req.headers.get("authorization") or req.headers.get("xi-api-key", ""), wanted))
        await asyncio.sleep(self.delays.get(service, 0))
        if service not in self.failures:
            return None
        status, body = self.failures[service]
        return Response(body, status) if isinstance(body, str | bytes) else JSONResponse(body, status)
