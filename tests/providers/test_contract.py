"""What holds for every registered provider, also for one that somebody adds tomorrow."""

import inspect
import traceback

import pytest

from config.providers import SERVICES
from config.settings import Settings
from providers import factory
from providers.asr.base import ASR
from providers.base import Audio, Provider
from providers.errors import ProviderError
from providers.llm.base import LLM, Prompt
from providers.tts.base import TTS
from tests.conftest import free_port, need

factory.load()
EVERY = sorted(factory._registered.values(), key=lambda provider: (provider.service, provider.name))
KEY = "sk-secret-0123456789abcdef"


@pytest.fixture(params=EVERY, ids=lambda provider: f"{provider.service}-{provider.name}")
def kind(request) -> type[Provider]:
    return request.param


@pytest.fixture
def settings(tmp_path) -> Settings:
    """Every vendor is down, and the model's file is damaged."""
    (tmp_path / "broken.gguf").write_bytes(b"GGUF" + b"\0" * 100)
    nowhere = f"http://127.0.0.1:{free_port()}"
    return Settings(
        data_dir=tmp_path,
        openai_base_url=f"{nowhere}/v1",
        hf_base_url=f"{nowhere}/v1",
        elevenlabs_base_url=nowhere,
        local_model_path=str(tmp_path / "broken.gguf"),
    )


async def use(provider: Provider) -> object:
    """Let it do its work once, on a recording that is none."""
    if isinstance(provider, ASR):
        return await provider.transcribe(Audio(b"RIFF\0\0\0\0WAVEnot a recording", "audio/wav"))
    if isinstance(provider, TTS):
        return await provider.speak("Hello.")
    assert isinstance(provider, LLM)
    return [piece async for piece in provider.stream(Prompt("Be kind.", [("student", "Hello.")]))]


def test_it_says_what_it_is(kind):
    assert kind.service in SERVICES and issubclass(kind, {"stt": ASR, "llm": LLM, "tts": TTS}[kind.service])
    assert kind.name.isidentifier() and kind.name == kind.name.lower()
    assert kind.label and (kind.__doc__ or inspect.getmodule(kind).__doc__)
    assert isinstance(kind.needs_key, bool) and isinstance(kind.in_browser, bool)
    assert isinstance(kind.available(Settings()), bool)


def test_it_is_made_from_settings_and_a_key_and_never_shows_the_key(kind, settings):
    provider = factory.create(kind, settings, KEY)
    assert KEY not in repr(provider) and KEY not in str(provider)
    assert kind.name in repr(provider)


async def test_closing_it_twice_is_harmless_used_or_not(kind, settings):
    unused = factory.create(kind, settings, KEY)
    await unused.close()
    await unused.close()
    used = factory.create(kind, settings, KEY)
    try:
        await use(used)
    except ProviderError:
        pass
    await used.close()
    await used.close()


async def test_its_errors_are_ours_and_hold_no_key(kind, settings):
    need(kind.available(settings), f"what {kind.__name__} needs")
    provider = factory.create(kind, settings, KEY)
    try:
        answer = await use(provider)
    except ProviderError as error:
        assert KEY not in "".join(traceback.format_exception(error)) + repr(error)
        assert len(str(error)) > 8
    else:
        assert not kind.needs_key, "with every vendor down there can be no answer"
        assert answer is None or isinstance(answer, Audio | list)
    finally:
        await provider.close()
