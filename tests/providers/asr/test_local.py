"""The embedded recogniser hears what a voice says, and makes nothing up."""

import base64
import os
import stat
import threading

import numpy as np
import pytest

from config.settings import Settings
from providers.asr import moonshine
from providers.asr.local import LocalASR
from providers.asr.moonshine import tokens_from
from providers.audio import RATE, decode, encode
from providers.base import Audio
from providers.errors import BadAudio, NoSpeech
from tests.conftest import need
from tests.support.speech import spoken, wav, word_errors
from tests.support.story import SENTENCES

need(LocalASR.available(Settings()), "the local recogniser")


@pytest.fixture(scope="module")
def models_dir(tmp_path_factory):
    return tmp_path_factory.mktemp("voice")


@pytest.fixture
def hear(models_dir):
    """hear(recording): what the recogniser writes down."""
    recogniser = LocalASR(Settings(data_dir=models_dir))

    async def hear(data: bytes) -> str:
        return (await recogniser.transcribe(Audio(data, "audio/wav"))).text

    return hear


@pytest.mark.parametrize("sentence", SENTENCES[:4])
async def test_the_words_of_a_sentence_are_heard(hear, sentence):
    assert word_errors(sentence, await hear(spoken(sentence))) < 0.1


async def test_a_recording_of_another_kind_is_heard_as_well(hear):
    mp3 = encode(decode(spoken(SENTENCES[0])), RATE)
    assert word_errors(SENTENCES[0], await hear(mp3.data)) < 0.1


async def test_forty_seconds_keep_their_words(hear):
    samples = np.concatenate([decode(spoken(sentence)) for sentence in SENTENCES])
    assert len(samples) / RATE > 40
    text = await hear(wav(samples))
    assert word_errors(" ".join(SENTENCES), text) < 0.1
    assert text.endswith(("city.", "city"))


@pytest.mark.parametrize(
    "samples",
    [np.zeros(RATE * 2), np.random.default_rng(2).normal(0, 0.1, RATE * 2), np.zeros(100)],
    ids=["silence", "noise", "hardly anything"],
)
async def test_of_silence_and_noise_no_words_are_made_up(hear, samples):
    with pytest.raises(NoSpeech):
        await hear(wav(samples))


async def test_a_broken_recording_is_called_bad(hear):
    with pytest.raises(BadAudio):
        await hear(b"OggS" + b"\1" * 500)


async def test_the_vocabulary_is_converted_once_and_whole(hear, models_dir):
    await hear(spoken(SENTENCES[0]))
    (tokens,) = (models_dir / "models").glob("*tokens*")
    before = tokens.stat().st_mtime_ns
    moonshine._tokens_file(models_dir / "not read", models_dir / "models")
    assert tokens.stat().st_mtime_ns == before
    assert os.listdir(models_dir / "models") == [tokens.name]
    assert not stat.S_IMODE((models_dir / "models").stat().st_mode) & 0o077


def test_each_token_becomes_a_line_of_base64_and_its_number():
    long = b"x" * 200
    lines = tokens_from(b"\x01a" + b"\x00" + b"\x03\xe2\x96\x81" + bytes([200 - 128 + 128, 1]) + long).splitlines()
    assert lines == [
        f"{base64.b64encode(token).decode()} {number}"
        for number, token in enumerate([b"a", b"<empty1>", b"\xe2\x96\x81", long])
    ]


def test_the_recognisers_own_vocabulary_has_as_many_tokens_as_the_model():
    weights = moonshine._package_dir("moonshine_voice") / "assets" / "tiny-en"
    lines = tokens_from((weights / "tokenizer.bin").read_bytes()).splitlines()
    assert len(lines) == 32768
    assert [int(line.split()[1]) for line in lines] == list(range(32768))
    words = {base64.b64decode(line.split()[0], validate=True).decode(errors="replace") for line in lines}
    assert {"<s>", "</s>", "▁the", "▁hospital"} <= words


def test_rooms_that_speak_at_once_are_all_heard(models_dir):
    recogniser, heard = LocalASR(Settings(data_dir=models_dir)), {}

    def listen(sentence: str) -> None:
        heard[sentence] = recogniser._hear(spoken(sentence)).text

    threads = [threading.Thread(target=listen, args=(sentence,)) for sentence in SENTENCES[:4]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(heard) == 4
    assert all(word_errors(sentence, text) < 0.1 for sentence, text in heard.items())
