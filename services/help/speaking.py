"""A line of the partner's once more: its speech, sentence by sentence, the next one made while one is handed out."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from sentencex import segment  # pyright: ignore[reportAttributeAccessIssue]

from providers.tts.base import TTS
from providers.tts.chain import TTSChain
from services.speaking import rate

from .events import SpokeAgain

SLOWER = 0.75  # of the usual speed


@dataclass(frozen=True)
class Voice:
    """Who speaks in the room now, and whether the client plays sentence by sentence."""

    chain: TTSChain
    stream: bool


async def speak_again(
    voice: Voice,
    turn: str,
    text: str,
    speed: float,
    emit: Callable[[SpokeAgain], Awaitable[None]],
    spoke: Callable[[TTS, str], None],
) -> None:
    """`speed` is how fast to play it; 1 is as it is spoken. `spoke(provider, text)` is called for what a voice has
    said. Raises NobodyLeft when there is no voice.

    Cancelling it drops what was not handed out.
    """
    pieces = _pieces(text) if voice.stream else [text]
    coming = asyncio.create_task(voice.chain.speak(pieces[0]))
    try:
        for seq, piece in enumerate(pieces):
            audio, provider = await coming
            spoke(provider, piece)
            is_last = seq == len(pieces) - 1
            if not is_last:
                coming = asyncio.create_task(voice.chain.speak(pieces[seq + 1]))
            await emit(SpokeAgain(turn, seq, piece, audio, provider.name, is_last, rate(audio, provider, speed)))
    finally:
        coming.cancel()


def _pieces(text: str) -> list[str]:
    return [" ".join(part.split()) for part in segment("en", text) if part.strip()] or [text]
