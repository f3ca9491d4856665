"""The program's services on a database of the test's own, with one confirmed student."""

import asyncio
from dataclasses import replace

import bcrypt
import pytest

from config.keys import with_keys
from config.settings import Settings
from models import scenario, user
from models.database import Database
from providers import factory
from providers.llm.base import LLM
from services import passwords, scenarios
from services.auth import Auth
from services.mail import Mailer
from services.user_keys import UserKeys


@pytest.fixture
def settings(tmp_path) -> Settings:
    return with_keys(Settings(data_dir=tmp_path / "data"))


@pytest.fixture
def db(settings):
    opened = Database(settings.database_path)
    scenario.seed(opened, scenarios.read())
    yield opened
    opened.close()


@pytest.fixture
def maria(db) -> int:
    user_id = user.add(db, "maria@example.org", "a hash")
    user.mark_verified(db, user_id)
    return user_id


@pytest.fixture
def mailer(settings) -> Mailer:
    return Mailer(settings)


@pytest.fixture
def cheap_hashes(monkeypatch) -> None:
    """The strength of a hash is no matter of most tests."""
    monkeypatch.setattr(passwords, "BCRYPT_COST", 4)
    monkeypatch.setattr(passwords, "NOBODY", bcrypt.hashpw(b"nobody", bcrypt.gensalt(4)).decode())


@pytest.fixture
def user_keys(db, settings) -> UserKeys:
    return UserKeys(db, settings)


@pytest.fixture
def small_talk(db) -> scenario.Scenario:
    return scenario.offered(db)[0]


FAILURE_TABLE: list[tuple[str, ...]] = []


@pytest.fixture
def failure_table() -> list[tuple[str, ...]]:
    """Rows for the end of the test output: service, failure, what the student sees, who served, milliseconds."""
    return FAILURE_TABLE


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not FAILURE_TABLE:
        return
    terminalreporter.section("failure -> what the student sees -> who served -> ms (stages limited to 1 s)")
    widths = [max(map(len, column)) for column in zip(*FAILURE_TABLE, strict=True)]
    for row in FAILURE_TABLE:
        terminalreporter.write_line(" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))


@pytest.fixture
def writer(monkeypatch):
    """writer(text or error, …): a model of ours is registered, and this is what it writes, the last one for ever."""
    factory.load()
    monkeypatch.setattr(factory, "_registered", dict(factory._registered))

    def register(*written) -> list:
        prompts, script = [], list(written)

        @factory.register
        class Writer(LLM):
            name = "writer"
            label = "Writer"

            async def stream(self, prompt):
                prompts.append(prompt)
                await asyncio.sleep(0.05)
                step = script.pop(0) if len(script) > 1 else script[0]
                if isinstance(step, Exception):
                    raise step
                yield step

        return prompts

    return register


@pytest.fixture
def auth(db, settings, mailer, cheap_hashes) -> Auth:
    return Auth(db, replace(settings, max_registrations_per_ip_per_day=0), mailer)
