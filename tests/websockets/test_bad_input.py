"""Whatever a client sends, or a microphone hears: an answer in words, and the talk goes on."""

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed

from tests.support.speech import wav
from tests.support.talks import TYPED

MALFORMED = [
    ("no json", "{", "bad_message"),
    ("not an object", "[]", "bad_message"),
    ("no type", "{}", "bad_message"),
    ("type of the wrong kind", '{"type": 1}', "bad_message"),
    ("unknown type", '{"type": "dance"}', "bad_message"),
    ("nested too deep", "[" * 100_000, "bad_message"),
    ("no data", '{"type": "audio_complete"}', "bad_message"),
    ("data of the wrong kind", '{"type": "audio_complete", "data": 5}', "bad_message"),
    ("data that is not base64", '{"type": "audio_complete", "data": "%%%%"}', "bad_message"),
    ("empty data", '{"type": "audio_complete", "data": ""}', "bad_audio"),
    ("a turn of the wrong kind", '{"type": "audio_complete", "data": "", "turn": {}}', "bad_message"),
    ("a long turn", '{"type": "audio_complete", "data": "", "turn": "%s"}' % ("x" * 65), "bad_message"),
    ("a duration that is no number", '{"type": "audio_complete", "data": "", "duration": "1"}', "bad_message"),
    ("a duration that is not finite", '{"type": "audio_complete", "data": "", "duration": NaN}', "bad_message"),
    ("no text", '{"type": "transcript_direct"}', "bad_message"),
    ("text of the wrong kind", '{"type": "transcript_direct", "text": ["a"]}', "bad_message"),
    ("a foreign provider", '{"type": "transcript_direct", "text": "a", "provider": "openai"}', "bad_message"),
    ("blank text", '{"type": "transcript_direct", "text": "  "}', "no_speech"),
    ("text too long", '{"type": "transcript_direct", "text": "%s"}' % ("a" * 4001), "too_large"),
    ("hello of the wrong kind", '{"type": "hello", "stream": "yes"}', "bad_message"),
    ("a chunk without number", '{"type": "audio_chunk", "data": "", "turn": "t"}', "bad_message"),
    ("chunks that never came", '{"type": "audio_complete", "chunks": 3, "turn": "t"}', "bad_audio"),
    ("a recording too large", '{"type": "audio_complete", "data": "%s"}' % ("A" * (6 * 2**20)), "too_large"),
    ("a container that is none", '{"type": "audio_complete", "data": "aGVsbG8gd29ybGQ="}', "bad_audio"),
]


@pytest.mark.parametrize(("frame", "code"), [m[1:] for m in MALFORMED], ids=[m[0] for m in MALFORMED])
def test_bad_input_is_answered_in_words_and_the_session_goes_on(room, frame, code):
    room.ws.send(frame)
    error = room.until("error")
    assert error["code"] == code and error["message"].endswith(".")
    room.send(**TYPED)
    assert room.until("ai_response")


def test_who_sends_far_too_much_is_told_and_let_go_and_may_come_back(student):
    with student.socket(session := student.start()) as ws:
        ws.opening()
        ws.ws.send('{"type": "audio_complete", "data": "%s"}' % ("A" * (9 * 2**20)))
        assert ws.until("error")["code"] == "too_large"
        with pytest.raises(ConnectionClosed) as closed:
            ws.until("pong")
        assert closed.value.rcvd and closed.value.rcvd.code == 4413
    with student.socket(session) as ws:
        assert ws.until("ready")


def test_a_binary_frame_is_answered_in_words(room):
    room.ws.send(b"\0\1")
    assert room.until("error")["code"] == "bad_message"


NOTHING_SAID = {
    "silence": np.zeros(32_000),
    "noise": np.random.default_rng(1).normal(0, 0.1, 32_000),
    "a tone": 0.3 * np.sin(np.arange(32_000) * 0.2),
    "a press of 0.1 s": np.zeros(1_600),
}


@pytest.mark.parametrize("name", NOTHING_SAID)
def test_where_nobody_speaks_nothing_is_stored_as_words(server, student, name):
    with student.socket(session := student.start()) as ws:
        ws.opening()
        ws.say_aloud(wav(NOTHING_SAID[name]), turn="t1")
        error = ws.until("error")
        assert error["code"] == "no_speech" and error["turn"] == "t1" and "We heard nothing" in error["message"]
    with student.socket(session) as ws:
        assert [turn["who"] for turn in ws.until("ready")["turns"]] == ["partner"]
    assert not list((server.data_dir / "recordings").glob(f"{session}/*"))


def test_a_broken_container_is_named_as_such(room):
    room.say_aloud(b"\x1a\x45\xdf\xa3" + b"\0" * 5000)
    assert room.until("error")["code"] == "bad_audio"
