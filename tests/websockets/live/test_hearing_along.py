"""Words are heard while they are spoken: on this computer, at a vendor's socket, or in the pauses."""

import os
import time

import numpy as np
import pytest

from providers.audio import decode
from tests.support.recordings import recorded
from tests.support.speaker import MINUTE, Speaker, partials, recordings, stored
from tests.support.speech import wav, word_errors
from tests.support.story import SENTENCE


@pytest.mark.parametrize("container", ["webm", "ogg", "mp4", "mp4-opus"])
def test_words_appear_while_one_speaks_with_nobody_elses_help(room_with, container):
    ws = room_with("local")
    speaker = Speaker(ws, "t1", recorded(SENTENCE, container)).speak()
    began = speaker.let_go()
    transcript = ws.until("transcript")
    ms = (time.monotonic() - began) * 1000
    print(f"\n{container}: transcript {ms:.0f} ms after the release, load {os.getloadavg()[0]:.1f}; {partials(ws)}")
    assert word_errors(SENTENCE, transcript["text"]) < 0.1 and transcript["turn"] == "t1"
    assert len(partials(ws)) >= 2 and len(partials(ws)[0].split()) < len(SENTENCE.split())
    assert {m["turn"] for m in ws.heard if m["type"] == "transcript_partial"} == {"t1"}
    ws.until("usage")
    assert ws.types()[-1] == "usage" and "transcript_partial" not in ws.types()[ws.types().index("transcript") :]
    assert recordings(ws) == [speaker.recording], "the whole file is kept, as it was sent"
    assert stored(ws, "t1")["cost"] == 0.0


@pytest.mark.parametrize("vendor", ["openai", "elevenlabs"])
def test_a_vendor_with_a_socket_hears_along(vendors, room_with, vendor):
    vendors.realtime.parts = ["I like to cook.", "And to sing."]
    ws = room_with(vendor)
    speaker = Speaker(ws, "t1", recorded("I like to cook dinner for my family.", after=1.5)).speak()
    began = speaker.let_go()
    transcript = ws.until("transcript")
    print(f"\n{vendor}: {(time.monotonic() - began) * 1000:.0f} ms; {partials(ws)}")
    assert (transcript["text"], transcript["provider"]) == ("I like to cook.", vendor)
    assert partials(ws)
    assert [m["status"] for m in ws.heard if m["type"] == "processing"] == ["transcribing"]
    ws.until("usage")
    assert (vendor, "stt") not in vendors.whom, "the recording was not sent as well"
    turn = stored(ws, "t1")
    assert turn["billed_seconds"] == pytest.approx(speaker.seconds, abs=0.1)
    assert turn["cost"] == pytest.approx(MINUTE[vendor] / 60 * turn["billed_seconds"])
    assert len(vendors.realtime.heard) == 1 and vendors.realtime.heard[0].closed_at


def test_a_pause_sends_ahead_what_was_said_and_that_is_used(vendors, room_with):
    vendors.delays["stt"] = 0.3
    ws = room_with("huggingface")
    speaker = Speaker(ws, "t1", recorded(SENTENCE, after=1.5)).speak()
    began = speaker.let_go()
    assert ws.until("transcript")["text"] == "I like to cook."
    assert time.monotonic() - began < 0.25, "it was there already"
    assert partials(ws) == ["I like to cook."]
    assert vendors.whom.count(("huggingface", "stt")) == 1
    ws.until("usage")
    assert 0 < stored(ws, "t1")["billed_seconds"] < speaker.seconds


def test_a_pause_in_the_middle_was_asked_in_vain_and_is_counted(vendors, room_with):
    ws = room_with("huggingface")
    first, second = recorded(SENTENCE, after=1.2), recorded("And I like to cook.", after=0.05)
    speaker = Speaker(ws, "t1", joined(first, second)).speak()
    speaker.let_go()
    assert ws.until("transcript")["text"] == "I like to cook."
    ws.until("usage")
    assert vendors.whom.count(("huggingface", "stt")) == 2
    turn = stored(ws, "t1")
    assert speaker.seconds + 2 < turn["billed_seconds"] < 2 * speaker.seconds
    assert turn["seconds"] == pytest.approx(speaker.seconds, abs=0.1), "what was thrown away makes nobody speak longer"


def joined(*recordings: bytes) -> bytes:
    """One wav file of several recordings."""
    return wav(np.concatenate([decode(recording) for recording in recordings]))
