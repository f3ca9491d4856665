"""Providers that do what a test tells them, registered like any other."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from config.providers import STAGE_TIMEOUT
from providers import factory
from providers.asr.base import ASR, Transcript
from providers.base import Audio
from providers.errors import ProviderError
from providers.llm.base import LLM, Prompt
from providers.tts.base import TTS


class Scripted:
    """`script` holds what each call does, the last one for ever: an error is raised, a float waits that long."""

    def __init__(self, settings=None, api_key=None, *script) -> None:
        super().__init__(settings, api_key)  # pyright: ignore[reportCallIssue]
        self.script = list(script)
        self.calls = 0
        self.closed = False

    async def next_step(self):
        self.calls += 1
        step = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        if isinstance(step, float):
            await asyncio.sleep(step)
        if isinstance(step, Exception):
            raise step
        return step

    async def close(self) -> None:
        self.closed = True


class ScriptedASR(Scripted, ASR):
    """A step is the text that was heard."""

    async def transcribe(self, audio: Audio) -> Transcript:
        return Transcript(await self.next_step())


class ScriptedTTS(Scripted, TTS):
    async def speak(self, text: str) -> Audio | None:
        return await self.next_step()


class ScriptedLLM(Scripted, LLM):
    """A step is a list: its strings are pieces, an error or a float in it comes at its place."""

    async def stream(self, prompt: Prompt) -> AsyncIterator[str]:
        step = await self.next_step()
        try:
            for piece in step:
                if isinstance(piece, Exception):
                    raise piece
                if isinstance(piece, float):
                    await asyncio.sleep(piece)
                else:
                    yield piece
        finally:
            self.closed = True


@pytest.fixture
def registry(monkeypatch) -> dict:
    """The factory's own table, restored after the test."""
    factory.load()
    monkeypatch.setattr(factory, "_registered", dict(factory._registered))
    return factory._registered


@pytest.fixture
def scripted(registry):
    """scripted('llm', 'one', *steps): a provider of that service and name, made by the factory."""
    bases = {"stt": ScriptedASR, "llm": ScriptedLLM, "tts": ScriptedTTS}

    def make(service, name: str, *script, **attributes):
        kind = factory.register(type(name.title(), (bases[service],), {"name": name, "label": name, **attributes}))
        provider = factory.create(kind, None, None)  # pyright: ignore[reportArgumentType]
        provider.script = list(script)  # pyright: ignore[reportAttributeAccessIssue]
        return provider

    return make


@pytest.fixture
def failing():
    """An error with a known reason."""
    return ProviderError("it is on strike")


@pytest.fixture
def moves():
    """(from, to, error's class, how often `to` had been asked by then) of each announced move."""
    return []


@pytest.fixture
def ends():
    """(name, error's class) of each that was given up with nobody behind it."""
    return []


@pytest.fixture
def moved(moves, ends):
    async def moved(given_up, taken_up, error) -> None:
        if taken_up:
            moves.append((given_up.name, taken_up.name, type(error), taken_up.calls))
        else:
            ends.append((given_up.name, type(error)))

    return moved


@pytest.fixture
def short_stages(monkeypatch):
    for service in STAGE_TIMEOUT:
        monkeypatch.setitem(STAGE_TIMEOUT, service, 0.1)
