"""A database in a file of its own, with one student and one scenario."""

import pytest

from models import scenario, user
from models.database import Database
from services import scenarios


@pytest.fixture
def db(tmp_path):
    opened = Database(tmp_path / "talkbuddy.db")
    yield opened
    opened.close()


@pytest.fixture
def maria(db) -> int:
    return user.add(db, "maria@example.org", "a hash")


@pytest.fixture
def small_talk(db) -> scenario.Scenario:
    scenario.seed(db, scenarios.read())
    return scenario.offered(db)[0]
