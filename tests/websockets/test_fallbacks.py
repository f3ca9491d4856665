"""A conversation with remote providers that fail, as the socket tells it: who serves, the cost, and no key in it."""

import pytest

from tests.support.speech import spoken
from tests.support.vendors import Vendors

KEYS = {"openai": "sk-SECRET-openai-0123456789", "huggingface": "hf_SECRET0123456789", "elevenlabs": "el-SECRET-0123"}


@pytest.fixture
def vendors():
    with Vendors() as running:
        running.sound, running.transcript = b"\xff\xfb\x90\x64" + b"\0" * 2000, "I like to cook."
        yield running


@pytest.fixture
def server(start_server, vendors):
    return start_server(**vendors.settings)


@pytest.fixture
def student(server):
    """With a key at each vendor, and a chain across all of them."""
    student = server.student()
    for provider, key in KEYS.items():
        student.post("/settings/keys", provider=provider, api_key=key)
    student.post("/settings/providers", stt="openai", llm=["huggingface", "guided"], tts=["elevenlabs", "browser"])
    return student


def whole_turn(ws, turn: str) -> list[dict]:
    ws.heard.clear()
    ws.say_aloud(spoken("I like to cook."), turn=turn)
    ws.until("usage")
    return ws.heard


def test_three_services_three_vendors_two_failures_and_no_lost_word(vendors, server, student):
    vendors.failures["huggingface:llm"] = (500, {"error": f"no {KEYS['huggingface']}"})
    vendors.failures["elevenlabs:tts"] = "cut"
    frames = []
    with student.socket(student.start()) as ws:
        ws.opening()
        frames += [*ws.heard, *whole_turn(ws, "t1")]
    told = frames[-20:]
    moved = [(m["service"], m["from"], m["to"]) for m in frames if m["type"] == "fallback_activated"]
    assert moved == [
        ("tts", "elevenlabs", "browser"),
        ("llm", "huggingface", "guided"),
        ("tts", "elevenlabs", "browser"),
    ]
    assert next(m for m in told if m["type"] == "transcript")["provider"] == "openai"
    reply = next(m for m in reversed(frames) if m["type"] == "ai_response")
    speak = next(m for m in reversed(frames) if m["type"] == "ai_speak_browser")
    assert (reply["provider"], speak["text"]) == ("guided", reply["text"])
    status = [m for m in frames if m["type"] == "provider_status"][-1]
    assert (status["stt"], status["llm"], status["tts"]) == ("openai", "guided", "browser")
    assert frames[-1]["type"] == "usage" and frames[-1]["cost"] == pytest.approx(0.0001, abs=0.0001)
    seen = repr(frames) + student.page("/settings") + student.page("/dashboard")
    database = b"".join(path.read_bytes() for path in server.data_dir.glob("talkbuddy.db*"))
    for key in KEYS.values():
        assert key not in seen + server.log.read_text() and key.encode() not in database


def test_the_connections_stay_open_between_turns(vendors, student):
    student.post("/settings/practice", corrections="off", keep_recordings="on")  # they ask the model besides
    with student.socket(student.start()) as ws:
        ws.opening()
        whole_turn(ws, "t0")
        vendors.peers.clear()
        vendors.whom.clear()
        for number in range(3):
            whole_turn(ws, f"t{number + 1}")
    used = {}
    for whom, peer in zip(vendors.whom, vendors.peers, strict=True):
        used.setdefault(whom, set()).add(peer)
    assert {whom: len(peers) for whom, peers in used.items() if whom[1] != "tts"} == {
        ("openai", "stt"): 1,
        ("huggingface", "llm"): 1,
    }


def test_an_own_server_serves_everybody_without_a_key(start_server, vendors):
    student = start_server(**vendors.settings, **vendors.own_server).student()
    with student.socket(student.start()) as ws:
        ws.opening()
        status = next(m for m in ws.heard if m["type"] == "provider_status")
        assert (status["stt"], status["llm"], status["tts"]) == ("server", "server", "server")
        frames = whole_turn(ws, "t1")
        assert {m["provider"] for m in frames if m["type"] in ("transcript", "ai_response", "ai_audio_complete")} == {
            "server"
        }
        assert frames[-1]["cost"] == 0.0


def test_hugging_face_without_a_key_says_what_is_missing(vendors, server):
    vendors.failures["huggingface:llm"] = (401, {"error": "Invalid username or password."})
    student = server.student()
    student.post("/settings/providers", llm="huggingface")
    with student.socket(student.start()) as ws:
        ws.opening()
        ws.send(type="transcript_direct", text="I like cats.", provider="typed")
        moved = ws.until("fallback_activated")
        assert (moved["from"], moved["to"]) == ("huggingface", "guided") and "without a key" in moved["reason"]
        assert ws.until("ai_response")["provider"] == "guided"
