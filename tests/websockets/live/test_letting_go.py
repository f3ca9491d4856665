"""A take that nobody waits for any more is let go at once: nothing is kept of it but its price."""

import time

import pytest

from providers.audio import RATE, decode
from tests.support.recordings import PIECE_SECONDS, recorded
from tests.support.speaker import MINUTE, Speaker, paid_beside, partials, recordings, stored
from tests.support.story import SENTENCE


@pytest.mark.parametrize("vendor", ["local", "openai"])
def test_of_a_dropped_take_nothing_is_written_down_or_kept(vendors, room_with, vendor):
    ws = room_with(vendor)
    speaker = Speaker(ws, "t1", recorded(SENTENCE)).speak(until=8)
    ws.send(type="cancel")
    time.sleep(0.3)
    ws.send(type="ping")
    ws.until("pong")
    ws.heard.clear()
    speaker.speak()
    speaker.let_go()
    assert ws.until("error")["code"] == "bad_audio"
    assert partials(ws) == [] and "transcript" not in ws.types() and recordings(ws) == []
    if vendor == "openai":
        assert [heard.closed_at is not None for heard in vendors.realtime.heard] == [True]
    Speaker(ws, "t2", recorded("I like cats."), pace=0.1).speak().let_go()
    assert ws.until("transcript", turn="t2")
    assert stored(ws, "t1") is None


@pytest.mark.parametrize("how", ["cancel", "leave", "replaced", "end"])
@pytest.mark.parametrize("vendor", ["openai", "elevenlabs"])
def test_the_vendors_socket_is_closed_at_once(vendors, room_with, vendor, how):
    ws = room_with(vendor)
    Speaker(ws, "t1", recorded(SENTENCE)).speak(until=8)
    (heard,) = vendors.realtime.heard
    began = time.monotonic()
    if how == "cancel":
        ws.send(type="cancel")
    elif how == "leave":
        ws.ws.close()
    elif how == "end":
        ws.send(type="end_session")
    else:
        began = replace(ws)
    while heard.closed_at is None and time.monotonic() < began + 2:
        time.sleep(0.005)
    assert heard.closed_at, "it never was"
    print(f"\n{vendor}, {how}: {(heard.closed_at - began) * 1000:.0f} ms")
    assert heard.closed_at - began < 0.15
    assert paid_beside(ws) == pytest.approx(MINUTE[vendor] / 60 * 8 * PIECE_SECONDS, rel=0.5), "no turn will count it"


def replace(ws) -> float:
    with ws.student.socket(ws.session) as newer:
        began = time.monotonic()
        newer.until("ready")
        return began


@pytest.mark.parametrize("how", ["cancel", "end"])
def test_a_whole_take_that_is_being_heard_when_it_is_dropped_or_the_session_ends_is_counted(vendors, room_with, how):
    vendors.delays["stt"] = 2.0
    ws = room_with("openai")
    Speaker(ws, "t1", recorded(SENTENCE)).send_whole()
    ws.until("processing", status="transcribing")
    time.sleep(0.2)
    ws.send(type="cancel" if how == "cancel" else "end_session")
    time.sleep(0.5)
    assert stored(ws, "t1") is None
    assert paid_beside(ws) == pytest.approx(MINUTE["openai"] / 60 * len(decode(recorded(SENTENCE))) / RATE, rel=0.1)


def test_a_server_that_stops_while_somebody_speaks_leaves_nothing_behind(vendors, room_with, start_server):
    ws = room_with("openai", start_server(**vendors.settings))
    Speaker(ws, "t1", recorded(SENTENCE)).speak(until=8)
    ws.server.stop()
    assert "Task was destroyed" not in ws.server.log.read_text() and "never" not in ws.server.log.read_text()
