"""A language model on this machine: llama.cpp in this process, with a model file that the self-hoster downloaded."""

import asyncio
import threading
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from importlib.util import find_spec
from typing import Any

from config.local_model import local_model_file
from config.settings import Settings
from providers.errors import Unavailable
from providers.factory import register
from texts import _

from . import llama
from .base import LLM, Prompt

_line = ThreadPoolExecutor(llama.SLOTS, thread_name_prefix="model")


@register
class LocalLLM(LLM):
    """One model for all rooms: two of them are served at a time, the others in the order in which they came."""

    name = "local"
    label = "TalkBuddy"
    reads_ahead = True
    without = (
        "No language model on this computer (python main.py download-models; it needs the package xllamacpp): "
        "the partner asks prepared questions."
    )

    @classmethod
    def available(cls, settings: Settings) -> bool:
        return find_spec("xllamacpp") is not None and local_model_file(settings).is_file()

    async def warm(self) -> None:
        await asyncio.to_thread(llama.server, str(local_model_file(self.settings)))

    async def prepare(self, prompt: Prompt) -> None:
        """Fill the prompt cache while the student reads; without it the first answer takes seconds longer."""
        told = Prompt(prompt.instructions, prompt.turns, prompt.examples, max_tokens=1)
        async with aclosing(self.stream(told)) as pieces:
            async for _ in pieces:
                break

    async def stream(self, prompt: Prompt) -> AsyncGenerator[str, None]:
        """llama.cpp calls back on its own thread; leaving the loop early makes the next call-back stop it."""
        loop, pieces, stop = asyncio.get_running_loop(), asyncio.Queue(), threading.Event()

        def hand_over(item: Any) -> None:
            loop.call_soon_threadsafe(pieces.put_nowait, item)

        def run() -> None:
            try:
                server = llama.server(str(local_model_file(self.settings)))
                server.handle_chat_completions(llama.request(prompt), lambda chunk: llama.take(chunk, hand_over, stop))
                hand_over(None)
            except Exception as error:
                hand_over(error)

        running = loop.run_in_executor(_line, run)
        try:
            while (piece := await pieces.get()) is not None:
                if isinstance(piece, Exception):
                    raise Unavailable(_("the model on this computer stopped")) from piece
                yield piece
        finally:
            stop.set()
            running.cancel()  # whoever still waits leaves the line
