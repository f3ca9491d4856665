"""A conversation whose partner says three sentences."""

import pytest

from tests.support.scripted import Model, Talk, Voice


@pytest.fixture
def talk(db):
    return lambda model=None, *voices: Talk(db, model or Model(), list(voices) or [Voice()])
