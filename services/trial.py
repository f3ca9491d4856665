"""Trying a student's providers: one tiny real piece of work for each, with what came of it and how long it took."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from config.providers import SERVICES, Service
from config.settings import Settings
from models.database import Database
from providers.base import Audio, Provider
from providers.chain import Chain
from providers.errors import NobodyLeft, ProviderError
from providers.llm.base import Prompt
from texts import N_, _

from .lineup import Lineup, for_user
from .user_keys import UserKeys

T = TypeVar("T")
SENTENCE = "Hello, this is a short test of speech recognition."
SOUND = Path(__file__).parent.parent / "static" / "audio" / "test-sentence.mp3"  # a neural voice says the sentence
QUESTION = Prompt(
    "Answer in three words.", [("student", "How are you?")], guide={"questions": ["And you?"]}, max_tokens=16
)
IN_BROWSER = N_("Your browser does this itself. Try it in a conversation.")


@dataclass(frozen=True)
class Tried:
    """`said` is what it heard or wrote, how many KB of sound it spoke, or a sentence for the student where it did not
    work; `ms` is its time."""

    service: Service
    label: str
    worked: bool | None
    said: str
    ms: int | None = None


class Trials:
    """One at a time for each student: a test costs them money, and this computer its processor."""

    def __init__(self, db: Database, settings: Settings, user_keys: UserKeys) -> None:
        self._line_up = partial(for_user, db, settings, user_keys)
        self._running: set[int] = set()

    async def run(self, user_id: int) -> list[Tried] | None:
        """None while another test of this student runs."""
        if user_id in self._running:
            return None
        self._running.add(user_id)
        lineup = self._line_up(user_id, _nobody)
        try:
            return await try_all(lineup)
        finally:
            self._running.discard(user_id)
            await lineup.close()


async def try_all(lineup: Lineup) -> list[Tried]:
    """Every provider of every chain, one after another within a service, the services side by side."""
    services = await asyncio.gather(*(_try_service(service, lineup) for service in SERVICES))
    return [tried for service in services for tried in service]


async def tried(provider: Any, work: Callable[[Any], Awaitable[T]]) -> tuple[T | None, str]:
    """(result, problem in words or ''): asked as in a turn, within its time, but with nobody behind it."""
    try:
        result, _ = await Chain(provider.service, [provider], _nobody).attempt(work)
        return result, ""
    except NobodyLeft as error:
        return None, str(error.last or error)
    except ProviderError as error:
        return None, str(error)


async def _try_service(service: Service, lineup: Lineup) -> list[Tried]:
    return [await _try(provider) for provider in lineup.of(service).providers]


async def _try(provider: Provider) -> Tried:
    if provider.in_browser:
        return Tried(provider.service, provider.label, None, _(IN_BROWSER))
    began = time.perf_counter()
    said, problem = await tried(provider, WORK[provider.service])
    ms = round((time.perf_counter() - began) * 1000)
    return Tried(provider.service, provider.label, not problem, problem or str(said), ms)


async def _hear(provider: Any) -> str:
    sound = await asyncio.to_thread(SOUND.read_bytes)
    return (await provider.transcribe(Audio(sound, "audio/mpeg"))).text


async def _answer(provider: Any) -> str:
    return await provider.reply(QUESTION)


async def _speak(provider: Any) -> str:
    audio = await provider.speak(SENTENCE)
    return str(len(audio.data) // 1000)


async def _nobody(*_: object) -> None:
    """There is no next provider to move on to."""


WORK = {"stt": _hear, "llm": _answer, "tts": _speak}
