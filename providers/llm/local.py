"""A language model on this machine: llama.cpp in this process, with a model file that the self-hoster downloaded."""

import asyncio
import secrets
import threading
from collections.abc import AsyncIterator
from importlib.util import find_spec
from typing import Any

from config.local_model import local_model_file
from config.settings import Settings
from providers.errors import Unavailable
from providers.factory import register
from providers.once import Once

from .base import LLM, Prompt

THREADS = 2
CONTEXT_TOKENS = 8192
SLOTS = 2


@register
class LocalLLM(LLM):
    """One model for all rooms. Two of them are served at a time, the others wait their turn in llama.cpp's queue."""

    name = "local"
    label = "TalkBuddy"
    without = (
        "No language model on this computer (python main.py download-models; it needs the package xllamacpp): "
        "the partner asks prepared questions."
    )

    @classmethod
    def available(cls, settings: Settings) -> bool:
        return find_spec("xllamacpp") is not None and local_model_file(settings).is_file()

    async def warm(self) -> None:
        await asyncio.to_thread(_server, str(local_model_file(self.settings)))

    async def prepare(self, prompt: Prompt) -> None:
        """Fill the prompt cache while the student reads; without it the first answer takes seconds longer."""
        async for _ in self.stream(Prompt(prompt.instructions, prompt.turns, prompt.examples, max_tokens=1)):
            break

    async def stream(self, prompt: Prompt) -> AsyncIterator[str]:
        """llama.cpp calls back on its own thread; leaving the loop early makes the next call-back stop it."""
        loop, pieces, stop = asyncio.get_running_loop(), asyncio.Queue(), threading.Event()

        def hand_over(item: Any) -> None:
            loop.call_soon_threadsafe(pieces.put_nowait, item)

        def run() -> None:
            try:
                server = _server(str(local_model_file(self.settings)))
                server.handle_chat_completions(_request(prompt), lambda chunk: _take(chunk, hand_over, stop))
                hand_over(None)
            except Exception as error:
                hand_over(error)

        running = asyncio.create_task(asyncio.to_thread(run))
        try:
            while (piece := await pieces.get()) is not None:
                if isinstance(piece, Exception):
                    raise Unavailable("the model on this computer stopped") from piece
                yield piece
        finally:
            stop.set()
            if not running.done():
                running.add_done_callback(lambda done: done.cancelled() or done.exception())


def _request(prompt: Prompt) -> dict[str, Any]:
    return {
        "messages": prompt.messages(),
        "max_tokens": prompt.max_tokens,
        "temperature": prompt.temperature,
        "top_p": 0.9,
        "repeat_penalty": 1.1,
        "stream": True,
        "cache_prompt": True,
    }


def _take(chunk: Any, hand_over, stop: threading.Event) -> bool:
    """Pass on what a chunk says; True stops the model."""
    for part in chunk if isinstance(chunk, list) else [chunk]:
        if "error" in part:
            raise Unavailable("the model on this computer stopped")
        content = (part.get("choices") or [{}])[0].get("delta", {}).get("content")
        if content:
            hand_over(content)
    return stop.is_set()


def _load(path: str):
    import xllamacpp

    params = xllamacpp.CommonParams()  # pyright: ignore[reportAttributeAccessIssue]
    params.model.path = path
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = SLOTS
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = THREADS
    params.verbosity = -1
    params.ui = False
    params.api_keys = [secrets.token_urlsafe(32)]  # the library opens a port on loopback; nobody else is to use it
    return xllamacpp.Server(params)  # pyright: ignore[reportAttributeAccessIssue]


_server = Once(_load)
