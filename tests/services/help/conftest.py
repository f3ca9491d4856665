"""A session with an opening line, a student's answer, and models that write what a test says."""

import json

import pytest

from models import session as sessions
from models import turn as turns
from services import lineup
from services.help.assistant import Assistant


@pytest.fixture
def session(db, maria, small_talk) -> sessions.Session:
    number = sessions.start(db, maria, small_talk.id, small_talk.session_type)
    turns.add_reply(db, number, "p1", "What did you do on your free day?", "scenario")
    turns.add_heard(db, number, "s1", "Yesterday I go to the lake with my sister.", "typed")
    found = sessions.get(db, number)
    assert found
    return found


@pytest.fixture
def told() -> list:
    return []


@pytest.fixture
def models(db, settings, user_keys, maria):
    """Makes the line-up of this student, as a room does."""
    return lambda: lineup.for_user(db, settings, user_keys, maria, lineup.quietly)


@pytest.fixture
def llm(models):
    """llm() is the chain as it stands when it is asked for."""
    return lambda: models().llm


@pytest.fixture
def assistant(db, session, small_talk, models, told) -> Assistant:
    async def emit(event) -> None:
        told.append(event)

    return Assistant(db, session, small_talk, models, emit)


@pytest.fixture
def no_rules(monkeypatch) -> None:
    """The model alone."""
    from providers.grammar import rules

    monkeypatch.setattr(rules, "CHECKERS", ())


@pytest.fixture
def as_json():
    return lambda **values: json.dumps(values)
