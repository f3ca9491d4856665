"""The vendors through their own SDKs, against a loopback server that answers, and fails, as they do."""

import asyncio
import resource
import time
import traceback
from dataclasses import replace

import pytest

from config.providers import OPENAI_STT_MODEL, STAGE_TIMEOUT
from config.settings import Settings
from providers import factory, pool, remote
from providers.asr.base import ASR, Transcript, Word
from providers.base import Audio, Choice, Offer, Provider
from providers.errors import (
    BadAudio,
    InvalidKey,
    NoSpeech,
    OutOfQuota,
    ProviderError,
    RateLimited,
    Timeout,
    Unavailable,
)
from providers.llm.base import Prompt, Usage
from providers.tts.base import TTS
from tests.support.failures import FAILURES, KEY, error_body
from tests.support.speech import spoken
from tests.support.vendors import File, Vendors, event

factory.load()
PROMPT = Prompt("You are a kind neighbor.", [("partner", "Hi."), ("student", "I like to cook.")], max_tokens=77)
MP3 = b"\xff\xfb\x90\x64" + b"\0" * 2000
KEYED = [
    ("stt", "openai"),
    ("stt", "elevenlabs"),
    ("stt", "huggingface"),
    ("llm", "openai"),
    ("llm", "huggingface"),
    ("tts", "openai"),
    ("tts", "elevenlabs"),
]
OWN = [("stt", "server"), ("llm", "server"), ("tts", "server")]
REPLY = "That sounds lovely. What do you cook?"
WORDS = (Word("I", 0.1, 0.2), Word("like", 0.2, 0.5), Word("to", 0.5, 0.6), Word("cook", 0.6, 1.0))


@pytest.fixture(scope="module")
def running():
    with Vendors() as vendors:
        yield vendors


@pytest.fixture
def vendors(running, monkeypatch):
    fresh = {name: type(value)() for name, value in vars(running).items() if isinstance(value, dict | list)}
    running.__dict__.update(fresh, sound=MP3, transcript="I like to cook.", word_times=Vendors().word_times)
    running.reply = ["That sounds ", "lovely. ", "What do you ", "cook?"]
    running.usage = {"prompt_tokens": 120, "completion_tokens": 9, "total_tokens": 129}
    monkeypatch.setattr(remote, "_lists", {})
    return running


@pytest.fixture
async def make(vendors):
    """make('llm', 'openai', ...): a provider of a student's, closed at the end."""
    made: list[Provider] = []

    def make(service, name: str, key: str | None = KEY, choice: Choice | None = None, **settings: str):
        kind = factory.get(service, name)
        assert kind
        found = Settings.load({**vendors.settings, **vendors.own_server, **settings}, dotenv=None)
        made.append(factory.create(kind, found, None if name == "server" else key, choice))
        return made[-1]

    yield make
    for provider in made:
        await provider.close()


@pytest.fixture(params=KEYED + OWN, ids=lambda which: "-".join(which))
def provider(request, make):
    return make(*request.param)


@pytest.fixture(params=KEYED, ids=lambda which: "-".join(which))
def keyed(request, make):
    return make(*request.param)


async def use(provider) -> str:
    """Let it do its work; the text it gave, or the sound."""
    if isinstance(provider, ASR):
        return (await provider.transcribe(Audio(spoken("Yes."), "audio/wav"))).text
    if isinstance(provider, TTS):
        return await provider.speak("Hello there.")  # pyright: ignore[reportReturnType]
    return await provider.reply(PROMPT)


async def test_a_good_answer_is_what_the_vendor_said(provider, vendors):
    wanted = {"stt": "I like to cook.", "llm": REPLY, "tts": Audio(MP3, "audio/mpeg")}
    await provider.warm()
    assert await use(provider) == wanted[provider.service]
    assert [which for which in vendors.whom if which[1] != "list"] == [(provider.name, provider.service)]


async def test_the_key_goes_into_its_header_and_nowhere_else(keyed, vendors):
    await use(keyed)
    ((service, header, wanted),) = vendors.asked
    assert service == keyed.service
    assert header == (KEY if keyed.name == "elevenlabs" else f"Bearer {KEY}")
    assert KEY not in str(wanted)


def which_error(provider: Provider, failure: str) -> type[ProviderError]:
    """Hugging Face gives no codes with its errors, and 402 for a spent credit."""
    without_code = {"429 credit used up": RateLimited, "400 content policy": Unavailable}
    mute = without_code if provider.name == "huggingface" else {}
    return mute.get(failure, FAILURES[failure].kind)


CASES = [(service, name, which) for which in FAILURES for service, name in KEYED + OWN]


@pytest.mark.parametrize(
    ("service", "name", "failure"), [case for case in CASES if case[0] in FAILURES[case[2]].services]
)
async def test_a_failure_becomes_our_error_and_holds_no_key(make, vendors, service, name, failure, monkeypatch):
    """A model that says nothing at all has failed as well: the chain finds that out, see tests/services."""
    monkeypatch.setitem(STAGE_TIMEOUT, service, 1.0)
    vendors.failures[service] = FAILURES[failure].answer
    provider = make(service, name)
    try:
        async with asyncio.timeout(1.5):
            assert await use(provider) == "" and service == "llm", "that is no answer"
    except TimeoutError:
        assert failure == "dripping", "whoever drips is given up by the chain"
    except ProviderError as error:
        assert type(error) is which_error(provider, failure)
        assert KEY not in "".join(traceback.format_exception(error)) + str(error) + repr(error)
    assert len([which for which in vendors.whom if which[1] != "list"]) == 1, "the SDK tries nothing again by itself"


async def test_a_spent_quota_of_elevenlabs_comes_with_401(make, vendors):
    vendors.failures["tts"] = (401, error_body("quota_exceeded"))
    with pytest.raises(OutOfQuota):
        await use(make("tts", "elevenlabs"))


async def test_how_long_to_wait_is_what_the_vendor_said(make, vendors):
    from starlette.responses import JSONResponse

    async def busy(*_):
        return JSONResponse({}, 429, {"retry-after": "7"})

    for service, name in KEYED:
        vendors.__dict__["_instead"] = busy
        try:
            with pytest.raises(RateLimited) as failed:
                await use(make(service, name))
        finally:
            del vendors.__dict__["_instead"]
        assert failed.value.retry_after == 7.0


async def test_one_that_hangs_is_given_up(provider, vendors, monkeypatch):
    monkeypatch.setitem(STAGE_TIMEOUT, provider.service, 1.0)
    vendors.delays[provider.service] = 3
    began = time.monotonic()
    with pytest.raises(Timeout):
        await use(provider)
    assert 0.9 < time.monotonic() - began < 2.5


async def test_a_packed_answer_is_not_unpacked(provider, vendors):
    """200 KB of it would become 200 MB here."""
    vendors.failures[provider.service] = "gzip bomb"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Unavailable) as failed:
        await use(provider)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000, "KB"
    assert "packed" in str(failed.value)
    assert set(vendors.encodings) == {"identity"}, "nobody asked for it"


@pytest.mark.parametrize("key", [f"{KEY}\n", f"{KEY}\r\nX-Other: 1", "schlüssel-0123456789"])
async def test_a_key_that_no_header_can_carry_is_an_error_of_ours(make, vendors, key):
    for service, name in KEYED:
        with pytest.raises(ProviderError) as failed:
            await use(make(service, name, key))
        assert key.strip() not in "".join(traceback.format_exception(failed.value))
    assert vendors.asked == []


async def test_the_hosts_own_key_in_the_environment_is_never_used(make, vendors, monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_ADMIN_KEY", "OPENAI_ORG_ID", "HF_TOKEN", "ELEVENLABS_API_KEY"):
        monkeypatch.setenv(name, "hosts-own-0123456789")
    for service, name in KEYED + OWN:
        for key in (None, KEY):
            try:
                await use(make(service, name, key))
            except ProviderError:
                assert key is None
    assert len([header for _, header, _ in vendors.asked if KEY in header]) == len(KEYED)
    assert not any("hosts-own" in header for _, header, _ in vendors.asked)


async def test_hugging_face_is_asked_without_a_key_and_a_refusal_says_what_is_missing(make, vendors):
    for service in ("stt", "llm"):
        assert await use(make(service, "huggingface", None))
        assert vendors.asked.pop()[1] == "", "no key at all goes out"
        vendors.failures[service] = (401, error_body("unauthorized"))
        with pytest.raises(InvalidKey) as failed:
            await use(make(service, "huggingface", None))
        assert "without a key" in str(failed.value) and "Settings" in str(failed.value)


async def test_the_instructions_and_the_conversation_are_sent(make, vendors):
    for name in ("openai", "huggingface", "server"):
        await use(make("llm", name))
        _, _, wanted = vendors.asked.pop()
        assert wanted["messages"] == PROMPT.messages() and wanted["stream"] is True
        assert 77 in (wanted.get("max_tokens"), wanted.get("max_completion_tokens"))


@pytest.mark.parametrize("name", ["openai", "huggingface", "server"])
async def test_the_tokens_that_the_vendor_counted_come_with_the_reply(make, vendors, name):
    pieces = [piece async for piece in make("llm", name).stream(PROMPT)]
    assert pieces[-1] == Usage(120, 9) and "".join(pieces[:-1]) == REPLY
    vendors.usage = None
    assert "".join([piece async for piece in make("llm", name).stream(PROMPT)]) == REPLY


@pytest.mark.parametrize("name", ["openai", "elevenlabs", "huggingface", "server"])
async def test_a_recording_is_named_after_what_it_is(make, vendors, name):
    await make("stt", name).transcribe(Audio(b"\x1a\x45\xdf\xa3take", "audio/webm"))
    _, _, form = vendors.asked[-1]
    if name == "huggingface":
        assert form == File(None, "audio/webm")
    else:
        assert (form["file"].filename, form["file"].content_type) == ("take.webm", "audio/webm")
        assert "en" in (form.get("language"), form.get("language_code"))


@pytest.mark.parametrize("name", ["openai", "elevenlabs", "huggingface", "server"])
async def test_a_recording_of_an_unknown_kind_is_not_sent(make, vendors, name):
    with pytest.raises(BadAudio):
        await make("stt", name).transcribe(Audio(b"RIFF", "video/avi"))
    assert vendors.asked == []


@pytest.mark.parametrize("nothing", ["", " \n"])
@pytest.mark.parametrize("name", ["openai", "elevenlabs", "huggingface", "server"])
async def test_a_transcript_without_words_means_that_nobody_spoke(make, vendors, name, nothing):
    vendors.transcript = nothing
    with pytest.raises(NoSpeech):
        await use(make("stt", name))


async def test_words_have_their_times_and_how_sure_they_are_where_the_model_says_so(make, vendors):
    take = Audio(spoken("Yes."), "audio/wav")
    vendors.logprobs = {"cook": -1.0}
    sure = [replace(word, probability=0.368 if word.text == "cook" else 1.0) for word in WORDS]
    assert await make("stt", "elevenlabs").transcribe(take) == Transcript("I like to cook.", tuple(sure))
    whisper = make("stt", "openai", choice=Choice(model="whisper-1"))
    assert await whisper.transcribe(take) == Transcript("I like to cook.", WORDS)
    assert vendors.asked[-1][2]["model"] == "whisper-1"
    assert await make("stt", "openai").transcribe(take) == Transcript("I like to cook.")
    assert vendors.asked[-1][2]["model"] == OPENAI_STT_MODEL


async def test_an_error_in_the_middle_of_a_reply_is_ours_and_keeps_what_came(make, vendors):
    good = event({"content": "That is"}, None)
    for name in ("openai", "huggingface"):
        for bad in ('{"error": {"message": "overloaded", "code": "overloaded"}}', "{", "[DONE]"):
            vendors.failures["llm"] = (200, f"{good}data: {bad}\n\n")
            pieces = []
            with pytest.raises(ProviderError):
                async for piece in make("llm", name).stream(PROMPT):
                    pieces.append(piece)
            assert pieces == ["That is"]


async def test_a_redirect_is_not_followed_with_the_key(provider, vendors):
    """The key would go wherever the answer points."""
    vendors.failures[provider.service] = "redirect"
    with pytest.raises(ProviderError):
        await use(provider)
    assert len([which for which in vendors.whom if which[1] != "list"]) == 1


async def test_a_key_is_checked_by_a_real_request_that_costs_nothing(keyed, vendors):
    await keyed.check()
    assert vendors.whom == [(keyed.name, "list")] and KEY in vendors.asked[0][1]
    vendors.failures["list"] = (401, error_body("invalid_api_key"))
    with pytest.raises(InvalidKey):
        await keyed.check()
    vendors.failures["list"] = (503, "")
    with pytest.raises(Unavailable):
        await keyed.check()


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


async def test_a_voice_speaks_slower_where_its_vendor_can_and_is_asked_nothing_new_at_its_usual_pace(make, vendors):
    for name in ("openai", "elevenlabs"):
        voice = make("tts", name)
        await use(voice)
        assert not {"speed", "voice_settings"} & set(vendors.asked[-1][2])
        voice.speed = 0.85
        await use(voice)
        wanted = vendors.asked[-1][2]
        assert wanted.get("speed", wanted.get("voice_settings", {}).get("speed")) == 0.85


async def test_an_own_server_is_there_when_its_address_is_and_gets_no_key(make, vendors):
    kind = factory.get("llm", "server")
    assert kind and not kind.available(Settings()) and kind.available(Settings(local_llm_base_url="http://x/v1"))
    await use(make("llm", "server"))
    assert vendors.asked[-1][2]["model"] == "another", "the first that it lists"
    assert not any(KEY in header for _, header, _ in vendors.asked)


async def test_all_keys_of_a_vendor_share_its_connections_and_they_live_on_between_turns(vendors, make):
    for service, name in KEYED:
        one, two = make(service, name), make(service, name, "sk-another-0123456789")
        await one.warm()
        vendors.peers.clear()
        for _ in range(2):
            await use(one)
            await use(two)
        assert len(set(vendors.peers)) == 1, (service, name, vendors.peers)


async def test_the_last_who_leaves_closes_the_connections(make):
    one, two = make("llm", "openai"), make("tts", "openai")
    await one.client(), await two.client()
    http = pool.held("openai")
    await one.close()
    assert not http.is_closed
    await two.close()
    assert http.is_closed and pool._shared == {}
