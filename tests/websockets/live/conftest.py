"""Rooms in which a vendor on loopback hears along, or this computer."""

import pytest

from tests.conftest import Server
from tests.support.vendors import Vendors


@pytest.fixture(scope="module")
def running():
    with Vendors() as vendors:
        yield vendors


@pytest.fixture
def vendors(running):
    """As nothing was ever asked of it."""
    running.__dict__.update(whom=[], delays={}, transcript="I like to cook.")
    running.realtime.__dict__.update(heard=[], failure="", parts=["I like to cook."])
    return running


@pytest.fixture(scope="module")
def server(running, tmp_path_factory):
    started = Server(tmp_path_factory.mktemp("live") / "data", **running.settings).start()
    yield started
    started.stop()


@pytest.fixture
def room_with(server):
    """room_with('openai'): a student's room in which this vendor hears; the model and the voice need nobody."""
    open_sockets = []

    def make(stt: str, server=server):
        student = server.student()
        if stt in ("openai", "elevenlabs", "huggingface"):
            student.post("/settings/keys", provider=stt, api_key="sk-loopback-0123456789")
        student.post("/settings/providers", stt=[stt, "local"], llm="guided", tts="browser")
        opened = student.socket(session := student.start())
        ws = opened.__enter__()
        open_sockets.append(opened)
        ws.opening()
        ws.heard.clear()
        ws.student, ws.server, ws.session = student, server, session
        return ws

    yield make
    for opened in open_sockets:
        opened.__exit__(None, None, None)
