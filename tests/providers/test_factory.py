"""Which providers there are, in which order, and how a plug-in becomes one of them."""

import importlib
import logging
import sys

import pytest

from config.providers import BUILT_IN, DEFAULT_ORDER, SERVICES
from config.settings import Settings
from providers import factory
from providers.llm.base import Prompt
from providers.llm.chain import LLMChain
from providers.tts.chain import TTSChain

PLUGIN = """
from providers.factory import register
from providers.llm.base import LLM
from providers.tts.base import TTS
from providers.base import Audio

@register
class Parrot(LLM):
    name = "parrot"
    label = "Parrot"

    async def stream(self, prompt):
        yield "You said: " + prompt.turns[-1][1]

@register
class Hum(TTS):
    name = "hum"
    label = "Hum"
    needs_key = True

    async def speak(self, text):
        return Audio(b"OggS" + text.encode(), "audio/ogg")
"""
BROKEN = {
    "syntax": "class class",
    "import": "import there_is_no_such_module",
    "half": "from providers.factory import register\nfrom providers.tts.base import TTS\n\nregister(TTS)",
}


@pytest.fixture
def install(tmp_path, monkeypatch, registry):
    """Puts a package with an entry point on the path, as pip would."""

    def install(name: str, code: str) -> None:
        (tmp_path / f"{name}.py").write_text(code)
        info = tmp_path / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text(f"[talkbuddy.providers]\n{name} = {name}\n")
        importlib.invalidate_caches()

    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield install
    for name in set(sys.modules) - before:
        del sys.modules[name]


@pytest.mark.parametrize("service", SERVICES)
def test_built_in_providers_are_known_in_their_default_order(registry, service):
    assert tuple(provider.name for provider in factory.known(service)) == DEFAULT_ORDER[service]


def test_every_built_in_module_registers_something(registry):
    modules = {provider.__module__ for provider in registry.values()}
    assert modules == set(BUILT_IN)


def test_available_are_those_whose_key_is_there_and_those_that_need_none(registry, tmp_path):
    settings = Settings(data_dir=tmp_path)
    assert [provider.name for provider in factory.available("llm", settings, set())] == ["guided"]
    assert [p.name for p in factory.without_key("llm", settings)] == ["huggingface"], "for who prefers it"
    with_keys = factory.available("llm", settings, {"openai", "huggingface", "elevenlabs"})
    assert [provider.name for provider in with_keys] == ["openai", "huggingface", "guided"]


def test_the_local_model_is_available_once_its_file_is_there(registry, small_model):
    settings = Settings(local_model_path=str(small_model))
    assert [provider.name for provider in factory.available("llm", settings, set())] == ["local", "guided"]


def test_own_servers_stand_before_what_is_free_once_their_addresses_are_set(registry, tmp_path):
    addresses = {f"local_{service}_base_url": "http://localhost:1/v1" for service in SERVICES}
    settings = Settings(data_dir=tmp_path, **addresses)
    for service in SERVICES:
        assert factory.available(service, settings, set())[0].name == "server"
        assert "server" not in {p.name for p in factory.available(service, Settings(data_dir=tmp_path), set())}


def test_what_nobody_registered_is_none(registry):
    assert factory.get("llm", "clippy") is None
    assert factory.get("llm", "elevenlabs") is None


async def test_a_plug_in_is_found_and_serves_in_a_chain(install, announced):
    install("talkbuddy_parrot", PLUGIN)
    factory.load()
    kind = factory.get("llm", "parrot")
    assert kind and kind in factory.available("llm", Settings(), set())
    chain = LLMChain("llm", [factory.create(kind, Settings(), None)], announced)
    text, provider = await chain.reply(Prompt("Be a parrot.", [("student", "I like cats.")]))
    assert (text, provider.name) == ("You said: I like cats.", "parrot")
    hum = factory.get("tts", "hum")
    assert hum
    sound, _ = await TTSChain("tts", [factory.create(hum, Settings(), "key")], announced).speak("la")
    assert sound and sound.data == b"OggSla"


def test_plug_ins_stand_behind_what_one_has_a_key_for_and_before_what_is_free(install):
    install("talkbuddy_parrot", PLUGIN)
    factory.load()
    assert [p.name for p in factory.known("llm")] == ["openai", "huggingface", "parrot", "server", "local", "guided"]
    assert [p.name for p in factory.known("tts")] == ["elevenlabs", "openai", "hum", "server", "local", "browser"]


@pytest.mark.parametrize("how", BROKEN)
def test_a_plug_in_that_cannot_be_imported_is_logged_and_skipped(install, caplog, how):
    install(f"talkbuddy_broken_{how}", BROKEN[how])
    install("talkbuddy_parrot", PLUGIN)
    with caplog.at_level(logging.WARNING):
        factory.load()
    assert f"talkbuddy_broken_{how} skipped" in caplog.text
    assert factory.get("llm", "parrot")
    assert factory.known("llm")


@pytest.fixture
def announced():
    async def moved(*_: object) -> None:
        raise AssertionError("nobody moves on here")

    return moved
