"""Recordings answer as media players ask: in ranges, heads first, and to their owner only."""

import pytest

from tests.support.speech import spoken

RECORDING = spoken("I like to swim in the sea.")


@pytest.fixture(scope="module")
def recorded(server):
    """A student, and the address of what they said."""
    student = server.student()
    student.post("/settings/providers", stt="local")
    session = student.start()
    with student.socket(session) as ws:
        ws.opening()
        ws.say_aloud(RECORDING)
        ws.until("usage")
    with student.socket(session) as ws:
        number = ws.until("ready")["turns"][1]["recording"]
    return student, f"/recordings/{number}"


def test_the_whole_is_there(recorded):
    student, address = recorded
    answer = student.http.get(address)
    assert answer.status_code == 200 and answer.content == RECORDING
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["content-type"] == "audio/wav"


@pytest.mark.parametrize(
    ("wanted", "first", "last"), [("0-3", 0, 3), ("100-", 100, len(RECORDING) - 1), ("-10", len(RECORDING) - 10, None)]
)
def test_a_range_is_206(recorded, wanted, first, last):
    student, address = recorded
    last = len(RECORDING) - 1 if last is None else last
    answer = student.http.get(address, headers={"Range": f"bytes={wanted}"})
    assert answer.status_code == 206
    assert answer.headers["content-range"] == f"bytes {first}-{last}/{len(RECORDING)}"
    assert answer.content == RECORDING[first : last + 1]


def test_a_range_behind_the_end_is_416(recorded):
    student, address = recorded
    answer = student.http.get(address, headers={"Range": f"bytes={len(RECORDING)}-"})
    assert answer.status_code == 416
    assert answer.headers["content-range"] == f"bytes */{len(RECORDING)}"


def test_head_has_the_length_and_no_body(recorded):
    student, address = recorded
    answer = student.http.head(address)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len(RECORDING))
    part = student.http.head(address, headers={"Range": "bytes=0-3"})
    assert (part.status_code, part.content, part.headers["content-length"]) == (206, b"", "4")


def test_nobody_else_hears_it(recorded, server):
    _, address = recorded
    for wanted in ({}, {"Range": "bytes=0-3"}):
        assert server.student().http.get(address, headers=wanted).status_code == 404
