"""What is asked of vendors beside the turns is written down, and never in the way."""

import apsw
import pytest

from config.settings import Settings
from models import expense
from models import session as sessions
from providers import factory
from providers.llm.base import Usage
from services.expenses import Expenses


@pytest.fixture
def session(db, maria, small_talk) -> int:
    return sessions.start(db, maria, small_talk.id, small_talk.session_type)


def made(service, name):
    factory.load()
    kind = factory.get(service, name)
    assert kind
    return factory.create(kind, Settings(), "sk-loopback-0123456789")


def test_tokens_and_characters_cost_what_the_lists_say(db, session):
    spent = Expenses(db, session)
    spent.read(made("llm", "openai"), Usage(1_000_000, 100_000), False)
    assert expense.of_session(db, session) == pytest.approx(0.15 + 0.06)
    spent.spoke(made("tts", "elevenlabs"), "x" * 1000)
    assert expense.of_session(db, session) == pytest.approx(0.15 + 0.06 + 0.05)


def test_what_costs_nothing_leaves_no_row(db, session):
    Expenses(db, session).spoke(made("tts", "browser"), "Hello.")
    assert db.value("SELECT count(*) FROM expenses") == 0


def test_a_price_that_is_not_known_makes_the_sum_unknown(db, session):
    Expenses(db, session).read(made("llm", "huggingface"), Usage(10, 10), True)
    assert expense.of_session(db, session) is None


def test_a_full_disk_does_not_take_away_what_was_paid_for(db, session, monkeypatch):
    def full(*_: object) -> None:
        raise apsw.FullError("database or disk is full")

    monkeypatch.setattr(expense, "add", full)
    Expenses(db, session).read(made("llm", "openai"), Usage(10, 10), False)
