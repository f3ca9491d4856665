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

from .misbehaviour import Misbehaviour
from .realtime import Realtime

WORDS = [("I", 0.1, 0.2), ("like", 0.2, 0.5), ("to", 0.5, 0.6), ("cook", 0.6, 1.0)]


@dataclass(frozen=True)
class File:
    """A file as it was uploaded."""

    filename: str | None
    content_type: str | None


def _file(upload: UploadFile) -> File:
    return File(upload.filename, upload.content_type)


class Vendors:
    """What OpenAI, ElevenLabs, Hugging Face and an own server would answer.

    `answers` maps words of a request's system message to what is answered there instead of `reply`.
    `transcript`, `word_times` (word, start, end), `logprobs` (word to ElevenLabs' figure), `reply` (a list of deltas),
    `usage`, `sound` are what they say when nothing is wrong. `failures` maps a service ('stt', 'llm', 'tts', or 'list'
    for models, voices, key checks), or one of a vendor ('openai:llm'), to a (status, body) that it answers instead or
    to the name of a misbehaviour; `fail_times` to how often it does so; `delays` to seconds it waits first. `asked`
    holds (service, key header, request), `whom` the (vendor, service), `peers` the address of each connection that was
    used. `realtime` are the sockets for live recognition.
    """

    def __init__(self) -> None:
        self.transcript = "I like to cook dinner for my family."
        self.word_times = WORDS
        self.logprobs: dict[str, float] = {}
        self.reply = ["That sounds ", "lovely. ", "What do you ", "cook?"]
        self.answers: dict[str, str] = {}
        self.usage: dict[str, int] | None = {"prompt_tokens": 120, "completion_tokens": 9, "total_tokens": 129}
        self.sound = b""
        self.failures: dict[str, tuple[int, Any] | str] = {}
        self.fail_times: dict[str, int] = {}
        self.delays: dict[str, float] = {}
        self.asked: list[tuple[str, str, Any]] = []
        self.whom: list[tuple[str, str]] = []
        self.peers: list[tuple[str, int]] = []
        self.encodings: list[str] = []
        self.realtime = Realtime()
        post, get = {"methods": ["POST"]}, {"methods": ["GET"]}
        app = Starlette(
            routes=[
                *self.realtime.routes,
                Route("/v1/audio/transcriptions", self._transcribe, **post),
                Route("/{vendor}/v1/audio/transcriptions", self._transcribe, **post),
                Route("/eleven/v1/speech-to-text", self._transcribe, **post),
                Route("/hf/hf-inference/models/{model:path}", self._recognise, **post),
                Route("/v1/chat/completions", self._chat, **post),
                Route("/{vendor}/v1/chat/completions", self._chat, **post),
                Route("/v1/audio/speech", self._speak, **post),
                Route("/{vendor}/v1/audio/speech", self._speak, **post),
                Route("/eleven/v1/text-to-speech/{voice}/stream", self._speak, **post),
                Route("/v1/models", self._list, **get),
                Route("/{vendor}/v1/models", self._list, **get),
                Route("/{vendor}/v1/voices", self._list, **get),
                Route("/{vendor}/v1/audio/voices", self._list, **get),
                Route("/{vendor}/v1/user", self._list, **get),
                Route("/api/whoami-v2", self._list, **get),
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
            "HF_BASE_URL": f"{self.url}/hf/v1",
            "ELEVENLABS_BASE_URL": f"{self.url}/eleven",
            "MODEL_HUB_URL": self.url,
        }

    @property
    def own_server(self) -> dict[str, str]:
        """The operator's settings that make an own server of this one as well."""
        return {f"LOCAL_{service}_BASE_URL": f"{self.url}/own/v1" for service in ("STT", "LLM", "TTS")}

    async def _transcribe(self, req: Request) -> Response:
        async with req.form() as form:
            fields = {name: value if isinstance(value, str) else _file(value) for name, value in form.multi_items()}
        return await self._instead("stt", req, fields) or JSONResponse(self._heard(fields))

    async def _recognise(self, req: Request) -> Response:
        wanted = File(None, req.headers.get("content-type"))
        await req.body()
        return await self._instead("stt", req, wanted) or JSONResponse({"text": self.transcript})

    def _heard(self, fields: dict[str, Any]) -> dict[str, Any]:
        name = "text" if "model_id" in fields else "word"
        words = [{name: text, "start": start, "end": end, "type": "word"} for text, start, end in self.word_times]
        for word in words if name == "text" else []:
            word["logprob"] = self.logprobs.get(word["text"], 0.0)
        timed = "model_id" in fields or fields.get("response_format") == "verbose_json"
        gap = [{"text": " ", "start": 0.2, "end": 0.2, "type": "spacing"}] if name == "text" else []
        return {"text": self.transcript, **({"words": words + gap} if timed else {})}

    async def _chat(self, req: Request) -> Response:
        wanted = await req.json()
        failure = await self._instead("llm", req, wanted)
        return failure or StreamingResponse(self._deltas(wanted), media_type="text/event-stream")

    async def _speak(self, req: Request) -> Response:
        wanted = await req.json()
        return await self._instead("tts", req, wanted) or Response(self.sound, media_type="audio/mpeg")

    async def _list(self, req: Request) -> Response:
        return await self._instead("list", req, req.url.path) or JSONResponse(LISTS[req.url.path])

    async def _deltas(self, wanted: Any) -> AsyncIterator[str]:
        told = wanted["messages"][0]["content"]
        for text in next(([self.answers[words]] for words in self.answers if words in told), self.reply):
            yield event({"role": "assistant", "content": text}, None)
        yield event({}, "stop")
        if self.usage:
            yield event(None, None, usage=self.usage)
        yield "data: [DONE]\n\n"

    async def _instead(self, service: str, req: Request, wanted: Any) -> Response | None:
        vendor = VENDORS.get(req.url.path.split("/")[1], "openai")
        self.asked.append((service, req.headers.get("authorization") or req.headers.get("xi-api-key", ""), wanted))
        self.whom.append((vendor, service))
        assert req.client
        self.peers.append((req.client.host, req.client.port))
        self.encodings.append(req.headers.get("accept-encoding", ""))
        await asyncio.sleep(self.delays.get(service, 0))
        which = next((name for name in (f"{vendor}:{service}", service) if name in self.failures), None)
        if which is None or self.fail_times.get(which) == 0:
            return None
        if which in self.fail_times:
            self.fail_times[which] -= 1
        failure = self.failures[which]
        if isinstance(failure, str):
            return Misbehaviour(failure, service, self._abort)
        status, body = failure
        if not isinstance(body, str):
            return JSONResponse(body, status)
        return Response(body, status, media_type="text/html" if body.startswith("<html>") else None)

    def _abort(self, client: tuple[str, int]) -> None:
        """Reset the connection of this client."""
        for connection in list(self._server.server_state.connections):
            if connection.transport.get_extra_info("peername")[:2] == tuple(client):
                connection.transport.abort()


def event(delta: dict[str, Any] | None, finish: str | None, **more: Any) -> str:
    """One chunk of a streamed reply; without a delta it has no choices."""
    choices = [] if delta is None else [{"index": 0, "delta": delta, "finish_reason": finish}]
    chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m", "choices": choices, **more}
    return f"data: {json.dumps(chunk)}\n\n"


VENDORS = {"eleven": "elevenlabs", "hf": "huggingface", "own": "server", "api": "huggingface"}


def _models(*names: str) -> dict[str, Any]:
    return {"object": "list", "data": [{"id": n, "object": "model", "created": 1, "owned_by": "x"} for n in names]}


LISTS: dict[str, Any] = {
    "/v1/models": _models(
        *("whisper-1", "gpt-4o-mini", "gpt-4o-mini-2024-07-18", "gpt-4o-transcribe", "gpt-4o-mini-transcribe", "tts-1"),
        *("gpt-4o-mini-tts", "gpt-4o-realtime-preview", "o3-mini", "text-embedding-3-small", "dall-e-3", "gpt-5"),
        *("gpt-4o-transcribe-diarize", "gpt-4o-audio-preview"),
    ),
    "/hf/v1/models": _models("Qwen/Qwen2.5-7B-Instruct", "meta-llama/Llama-3.1-8B-Instruct"),
    "/own/v1/models": _models("llama3.2:3b", "another"),
    "/own/v1/audio/voices": {"voices": ["af_heart", "bm_george"]},
    "/eleven/v1/models": [
        {"model_id": "eleven_multilingual_v2", "name": "Multilingual v2", "can_do_text_to_speech": True},
        {"model_id": "eleven_flash_v2_5", "name": "Flash v2.5", "can_do_text_to_speech": True},
        {"model_id": "eleven_english_sts_v2", "name": "Changer", "can_do_text_to_speech": False},
    ],
    "/eleven/v1/voices": {"voices": [{"voice_id": "21m00Tcm4TlvDq8ikWAM", "name": "Rachel"}, {"voice_id": "x1"}]},
    "/eleven/v1/user": {"user_id": "u1"},
    "/api/whoami-v2": {"name": "someone"},
}
