"""What vendors are sent, and what they answer when all is well, through their own SDKs."""

from dataclasses import replace

import pytest

from config.providers import OPENAI_STT_MODEL
from providers.asr.base import Transcript, Word
from providers.base import Audio, Choice
from providers.errors import (
    BadAudio,
    NoSpeech,
)
from providers.llm.base import Usage
from tests.support.asking import MP3, PROMPT, REPLY, use
from tests.support.speech import spoken
from tests.support.vendors import File

WORDS = (Word("I", 0.1, 0.2), Word("like", 0.2, 0.5), Word("to", 0.5, 0.6), Word("cook", 0.6, 1.0))


async def test_a_good_answer_is_what_the_vendor_said(provider, vendors):
    wanted = {"stt": "I like to cook.", "llm": REPLY, "tts": Audio(MP3, "audio/mpeg")}
    await provider.warm()
    assert await use(provider) == wanted[provider.service]
    assert [which for which in vendors.whom if which[1] != "list"] == [(provider.name, provider.service)]


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


async def test_a_voice_speaks_slower_where_its_vendor_can_and_is_asked_nothing_new_at_its_usual_pace(make, vendors):
    for name in ("openai", "elevenlabs"):
        voice = make("tts", name)
        await use(voice)
        assert not {"speed", "voice_settings"} & set(vendors.asked[-1][2])
        voice.speed = 0.85
        await use(voice)
        wanted = vendors.asked[-1][2]
        assert wanted.get("speed", wanted.get("voice_settings", {}).get("speed")) == 0.85
