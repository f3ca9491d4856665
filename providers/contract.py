"""What holds for every provider. A plug-in's author runs these checks against theirs, see docs/providers.md.

Each check is a function of a provider's class and settings under which the provider cannot work (its vendor is down,
its model is damaged); it raises AssertionError with a sentence. They need no test framework.
"""

import asyncio
import inspect
import traceback

from config.providers import SERVICES
from config.settings import Settings

from . import factory
from .asr.base import ASR, Transcript
from .base import Audio, Choice, Offer, Provider
from .errors import ProviderError
from .llm.base import LLM, Prompt
from .tts.base import TTS

KEY = "sk-secret-0123456789abcdef"
BASES = {"stt": ASR, "llm": LLM, "tts": TTS}
NO_RECORDING = Audio(b"RIFF\0\0\0\0WAVEnot a recording", "audio/wav")
PROMPT = Prompt("Be kind.", [("student", "Hello.")])


async def check(kind: type[Provider], settings: Settings) -> None:
    """Every check, one after another."""
    says_what_it_is(kind)
    never_shows_its_key(kind, settings)
    await closes_twice(kind, settings)
    await lists_what_can_be_chosen(kind, settings)
    await fails_in_our_words(kind, settings)


def says_what_it_is(kind: type[Provider]) -> None:
    assert kind.service in SERVICES and issubclass(kind, BASES[kind.service]), "its base is ASR, LLM or TTS"
    assert kind.name.isidentifier() and kind.name == kind.name.lower(), "its name is one word of small letters"
    assert kind.label, "it has a label, which students read"
    assert kind.__doc__ or getattr(inspect.getmodule(kind), "__doc__", None), "a docstring says what it is"
    assert isinstance(kind.needs_key, bool) and isinstance(kind.in_browser, bool), "needs_key, in_browser are bools"
    assert isinstance(kind.available(Settings()), bool), "available() answers True or False"


def never_shows_its_key(kind: type[Provider], settings: Settings) -> None:
    provider = factory.create(kind, settings, KEY, Choice("a-model", "a-voice"))
    assert KEY not in repr(provider) + str(provider) + provider.key_digest, "its repr shows the key"
    assert provider.choice == Choice("a-model", "a-voice"), "it keeps what the student chose"


async def closes_twice(kind: type[Provider], settings: Settings) -> None:
    """Closing is harmless, also twice, used or not."""
    for is_used in (False, True):
        provider = factory.create(kind, settings, KEY)
        if is_used:
            await _tried(provider)
        await provider.close()
        await provider.close()


async def lists_what_can_be_chosen(kind: type[Provider], settings: Settings) -> None:
    """Lists never fail: the default leads, and stands alone when the vendor cannot be asked."""
    provider = factory.create(kind, settings, KEY)
    try:
        lists = [(await provider.models(), kind.default_model)]
        if isinstance(provider, TTS):
            lists.append((await provider.voices(), type(provider).default_voice))
    finally:
        await provider.close()
    for offers, default in lists:
        assert all(isinstance(offer, Offer) and offer.id and offer.label for offer in offers), "a list holds Offers"
        assert not offers or not default or offers[0].id == default, "the default leads the list"


async def fails_in_our_words(kind: type[Provider], settings: Settings) -> None:
    """What goes wrong is a ProviderError with a sentence and without the key; otherwise there is a real answer."""
    provider = factory.create(kind, settings, KEY)
    try:
        answer = await _tried(provider)
    finally:
        await provider.close()
    if isinstance(answer, ProviderError):
        assert KEY not in "".join(traceback.format_exception(answer)) + repr(answer), "its error holds the key"
        assert len(str(answer)) > 8, "an error says what happened"
    else:
        assert not kind.needs_key, "with its vendor down there can be no answer"
        assert answer is None or isinstance(answer, Audio | Transcript | str), f"{answer!r} is no answer"


async def _tried(provider: Provider) -> object:
    """Its answer or its ProviderError; on a recording that is none, where it takes one."""
    try:
        async with asyncio.timeout(30):
            if isinstance(provider, ASR):
                return await provider.transcribe(NO_RECORDING)
            if isinstance(provider, TTS):
                return await provider.speak("Hello.")
            assert isinstance(provider, LLM)
            return await provider.reply(PROMPT)
    except ProviderError as error:
        return error
