"""What holds for every registered provider, also for one that somebody adds tomorrow."""

import pytest

from config.settings import Settings
from providers import contract, factory
from providers.base import Audio, Provider
from providers.tts.base import TTS
from tests.conftest import free_port, need

factory.load()
EVERY = sorted(factory._registered.values(), key=lambda provider: (provider.service, provider.name))


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
        local_stt_base_url=f"{nowhere}/v1",
        local_llm_base_url=f"{nowhere}/v1",
        local_tts_base_url=f"{nowhere}/v1",
        local_model_path=str(tmp_path / "broken.gguf"),
    )


def test_it_says_what_it_is(kind):
    contract.says_what_it_is(kind)


def test_it_is_made_from_settings_a_key_and_a_choice_and_never_shows_the_key(kind, settings):
    contract.never_shows_its_key(kind, settings)


async def test_closing_it_twice_is_harmless_used_or_not(kind, settings):
    await contract.closes_twice(kind, settings)


async def test_it_lists_what_can_be_chosen_and_never_fails_to(kind, settings):
    await contract.lists_what_can_be_chosen(kind, settings)


async def test_its_errors_are_ours_and_hold_no_key(kind, settings):
    need(kind.available(settings), f"what {kind.__name__} needs")
    await contract.fails_in_our_words(kind, settings)


class Leaky(TTS):
    """A provider as it must not be."""

    name = "leaky"
    label = "Leaky"
    needs_key = True

    def __repr__(self) -> str:
        return f"Leaky({self._api_key})"

    async def speak(self, text: str) -> Audio:
        raise RuntimeError(self._api_key)


async def test_the_checks_find_a_provider_that_breaks_them(settings):
    with pytest.raises(AssertionError, match="repr shows the key"):
        contract.never_shows_its_key(Leaky, settings)
    with pytest.raises(RuntimeError):
        await contract.fails_in_our_words(Leaky, settings)
    with pytest.raises(AssertionError, match="one word"):
        contract.says_what_it_is(type("Odd", (Leaky,), {"name": "Two words"}))
