"""The embedded voice can be understood."""

import asyncio

import pytest

from config.settings import Settings
from providers.asr.local import LocalASR
from providers.audio import RATE, decode, sniff
from providers.base import Audio
from providers.errors import ProviderError
from providers.tts.local import LocalTTS
from tests.conftest import need
from tests.support.speech import word_errors

need(LocalTTS.available(Settings()), "the local voice")

REPLIES = [
    "Painting flowers and animals sounds lovely! Where do you like to paint?",
    "Thank you for telling me. What kind of music do you like?",
    "Could you describe a difficult situation with a patient?",
]


@pytest.fixture
def voice(tmp_path) -> LocalTTS:
    return LocalTTS(Settings(data_dir=tmp_path))


@pytest.mark.parametrize("reply", REPLIES)
async def test_what_it_says_is_what_was_written(voice, tmp_path, reply):
    need(LocalASR.available(Settings()), "the local recogniser")
    said = await voice.speak(reply)
    heard = (await LocalASR(Settings(data_dir=tmp_path)).transcribe(said)).text
    assert word_errors(reply, heard) < 0.1


async def test_a_sentence_is_one_small_file_of_a_sensible_length(voice):
    said = await voice.speak(REPLIES[0])
    assert said.mime == sniff(said.data) == "audio/mpeg"
    seconds = len(decode(said.data)) / RATE
    assert 2.5 < seconds < 7
    assert len(said.data) < 9000 * seconds


async def test_rooms_that_want_it_at_once_all_get_their_own_sentence(voice):
    sounds = await asyncio.gather(*(voice.speak(reply) for reply in REPLIES))
    alone = [await voice.speak(reply) for reply in REPLIES]
    assert [abs(len(a.data) - len(b.data)) < 3000 for a, b in zip(sounds, alone, strict=True)] == [True] * 3
    assert len({sound.data for sound in sounds}) == 3


async def test_a_sentence_that_nobody_wants_any_more_is_not_spoken(voice):
    await voice.warm()
    long, order = "This is a very long sentence that nobody will hear to its end. " * 8, []
    waiting = [asyncio.create_task(voice.speak(long)) for _ in range(6)]
    last = asyncio.create_task(voice.speak("Yes."))
    last.add_done_callback(order.append)
    await asyncio.sleep(0)
    for task in waiting[1:]:
        task.cancel()
    waiting[0].add_done_callback(order.append)
    began = asyncio.get_running_loop().time()
    await asyncio.gather(waiting[0], last)
    assert order == [waiting[0], last]
    first = asyncio.get_running_loop().time() - began
    began = asyncio.get_running_loop().time()
    await voice.speak(long)
    assert first < (asyncio.get_running_loop().time() - began) * 4, "one was spoken, not six"


@pytest.mark.parametrize("text", ["", " ", "...", "👍", "Ürümqi – 東京?", "1,250.50 €", "a" * 500])
async def test_odd_texts_give_sound_or_an_error_of_ours(voice, text):
    try:
        assert isinstance(await voice.speak(text), Audio)
    except ProviderError as error:
        assert len(str(error)) > 8
