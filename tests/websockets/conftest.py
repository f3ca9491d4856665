"""Rooms whose partner has said its first words, with nothing configured and with a teacher for a model."""

import json

import pytest

from services.help import corrector, hints, rewording
from tests.support.talks import BETTER, with_openai
from tests.support.vendors import Vendors


@pytest.fixture
def room(student):
    """A room in which the partner has said its first words."""
    with student.socket(student.start()) as ws:
        ws.opening()
        ws.heard.clear()
        yield ws


@pytest.fixture
def taught(start_server):
    """A room whose model corrects, translates and hints."""
    with Vendors() as vendors:
        vendors.answers = {
            corrector.INSTRUCTIONS: json.dumps({"better": BETTER, "kind": "tense", "why": "It is over: use went."}),
            rewording.INSTRUCTIONS: json.dumps({"text": "How are you today?"}),
            hints.INSTRUCTIONS: json.dumps({"text": "You can talk about your family."}),
        }
        server = start_server(**vendors.settings)
        student = with_openai(server.student())
        with student.socket(session := student.start()) as ws:
            ws.send(type="hello", stream=True)
            opening = ws.opening()["turn"]
            yield ws, opening, vendors, server, student, session
