"""Rooms whose partner has said its first words, with nothing configured and with a teacher for a model."""

import pytest

from tests.support.talks import teaching, with_openai
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
        vendors.answers = teaching("How are you today?")
        server = start_server(**vendors.settings)
        student = with_openai(server.student())
        with student.socket(session := student.start()) as ws:
            ws.send(type="hello", stream=True)
            opening = ws.opening()["turn"]
            yield ws, opening, vendors, server, student, session
