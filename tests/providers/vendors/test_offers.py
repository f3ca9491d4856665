"""Models and voices that can be chosen, and are then asked."""

import pytest

from providers.base import Choice, Offer
from tests.support.asking import KEYED, OWN, use

CHAT = ("gpt-4o-mini", "gpt-4o-mini-2024-07-18")
MODELS = {
    ("stt", "openai"): ("gpt-4o-mini-transcribe", "gpt-4o-transcribe", "whisper-1"),
    ("llm", "openai"): CHAT,
    ("tts", "openai"): ("gpt-4o-mini-tts", "tts-1"),
    ("llm", "huggingface"): ("Qwen/Qwen2.5-7B-Instruct", "meta-llama/Llama-3.1-8B-Instruct"),
    ("stt", "huggingface"): ("openai/whisper-large-v3-turbo", "openai/whisper-large-v3"),
    ("stt", "elevenlabs"): ("scribe_v2", "scribe_v1"),
    ("tts", "elevenlabs"): ("eleven_flash_v2_5", "eleven_multilingual_v2"),
    ("llm", "server"): ("another", "llama3.2:3b"),
}


@pytest.mark.parametrize("which", MODELS, ids="-".join)
async def test_models_are_listed_the_default_first_and_only_those_that_fit(make, vendors, which):
    provider = make(*which)
    assert tuple(offer.id for offer in await provider.models()) == MODELS[which]
    asked = len(vendors.asked)
    assert await make(*which).models() == await provider.models()
    assert len(vendors.asked) == asked, "an hour is not over"


async def test_another_key_has_a_list_of_its_own(make, vendors):
    await make("llm", "openai").models()
    await make("llm", "openai", "sk-another-0123456789").models()
    assert len(vendors.asked) == 2


async def test_when_the_vendor_cannot_list_just_now_the_default_is_still_there(make, vendors):
    vendors.failures["list"] = (500, "")
    assert await make("llm", "openai").models() == [Offer("gpt-4o-mini", "gpt-4o-mini")]
    vendors.failures.clear()
    assert len(await make("llm", "openai").models()) == 2, "that it failed is not remembered"


async def test_voices_are_listed_the_default_first(make):
    assert await make("tts", "elevenlabs").voices() == [Offer("21m00Tcm4TlvDq8ikWAM", "Rachel"), Offer("x1", "x1")]
    assert (await make("tts", "openai").voices())[0] == Offer("coral", "Coral")
    own = [offer.id for offer in await make("tts", "server").voices()]
    assert own == ["alloy", "af_heart", "bm_george"]


async def test_a_chosen_model_and_voice_are_the_ones_that_are_asked(make, vendors):
    for service, name in KEYED + OWN:
        await use(make(service, name, choice=Choice("my-model", "my-voice")))
        wanted = vendors.asked[-1][2]
        if (service, name) != ("stt", "huggingface"):
            assert "my-model" in (wanted.get("model"), wanted.get("model_id"))
        if (service, name) in (("tts", "openai"), ("tts", "server")):
            assert wanted["voice"] == "my-voice"
