"""llama.cpp in this process: the model is loaded once, and what it says is passed on piece by piece."""

import secrets
import threading
from collections.abc import Callable
from typing import Any

from providers.errors import Unavailable
from providers.once import Once
from texts import _

from .base import Prompt

THREADS = 2
CONTEXT_TOKENS = 8192
SLOTS = 2


def request(prompt: Prompt) -> dict[str, Any]:
    return {
        "messages": prompt.messages(),
        "max_tokens": prompt.max_tokens,
        "temperature": prompt.temperature,
        "top_p": 0.9,
        "repeat_penalty": 1.1,
        "stream": True,
        "cache_prompt": True,
    }


def take(chunk: Any, hand_over: Callable[[str], None], stop: threading.Event) -> bool:
    """Pass on what a chunk says; True stops the model."""
    for part in chunk if isinstance(chunk, list) else [chunk]:
        if "error" in part:
            raise Unavailable(_("the model on this computer stopped"))
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


server = Once(_load)
