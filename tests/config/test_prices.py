"""Estimates of what the vendors' services cost."""

import re

import pytest

from config import prices, providers
from config.prices import Spent, cost


def test_each_service_is_priced_by_its_own_unit():
    assert cost("stt", "openai", "whisper-1", Spent(seconds=90)) == pytest.approx(0.009)
    assert cost("llm", "openai", "gpt-4o-mini", Spent(input_tokens=1_000_000)) == pytest.approx(0.15)
    assert cost("llm", "openai", "gpt-4o-mini", Spent(output_tokens=1_000_000)) == pytest.approx(0.60)
    assert cost("tts", "elevenlabs", "eleven_flash_v2_5", Spent(characters=1000)) == pytest.approx(0.05)


@pytest.mark.parametrize("provider", ["browser", "local", "guided", "server", "typed", "scenario"])
def test_what_costs_nothing_is_zero(provider):
    assert cost("llm", provider, "any", Spent(input_tokens=1_000_000)) == 0.0


def test_what_is_not_known_is_none():
    assert cost("llm", "huggingface", "Qwen/Qwen2.5-7B-Instruct", Spent(input_tokens=10)) is None
    assert cost("llm", "openai", "a-model-of-tomorrow", Spent(input_tokens=10)) is None
    assert cost("stt", "openai", "whisper-1", Spent()) is None, "nobody knows how long the recording was"


def test_a_dated_version_costs_what_its_model_costs():
    assert cost("llm", "openai", "gpt-4o-mini-2024-07-18", Spent(output_tokens=1_000_000)) == pytest.approx(0.60)


def test_the_table_has_a_date_and_every_default_of_the_vendors_with_list_prices():
    assert re.fullmatch(r"20\d\d-\d\d", prices.AS_OF)
    for service, vendor, model in (
        ("stt", "openai", providers.OPENAI_STT_MODEL),
        ("llm", "openai", providers.OPENAI_LLM_MODEL),
        ("tts", "openai", providers.OPENAI_TTS_MODEL),
        ("stt", "elevenlabs", providers.ELEVENLABS_STT_MODEL),
        ("tts", "elevenlabs", providers.ELEVENLABS_TTS_MODEL),
    ):
        assert cost(service, vendor, model, Spent(10, 10, 10, 10))  # pyright: ignore[reportArgumentType]
