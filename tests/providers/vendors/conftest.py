"""The vendors on loopback, and their providers through the vendors' own SDKs."""

import pytest

from config.settings import Settings
from providers import factory, remote
from providers.base import Choice, Provider
from tests.support.asking import KEYED, MP3, OWN
from tests.support.failures import KEY
from tests.support.vendors import Vendors


@pytest.fixture(scope="module")
def running():
    with Vendors() as vendors:
        yield vendors


@pytest.fixture
def vendors(running, monkeypatch):
    fresh = {name: type(value)() for name, value in vars(running).items() if isinstance(value, dict | list)}
    running.__dict__.update(fresh, sound=MP3, transcript="I like to cook.", word_times=Vendors().word_times)
    running.reply = ["That sounds ", "lovely. ", "What do you ", "cook?"]
    running.usage = {"prompt_tokens": 120, "completion_tokens": 9, "total_tokens": 129}
    monkeypatch.setattr(remote, "_lists", {})
    return running


@pytest.fixture
async def make(vendors):
    """make('llm', 'openai', ...): a provider of a student's, closed at the end."""
    made: list[Provider] = []

    def make(service, name: str, key: str | None = KEY, choice: Choice | None = None, **settings: str):
        kind = factory.get(service, name)
        assert kind
        found = Settings.load({**vendors.settings, **vendors.own_server, **settings}, dotenv=None)
        made.append(factory.create(kind, found, None if name == "server" else key, choice))
        return made[-1]

    yield make
    for provider in made:
        await provider.close()


@pytest.fixture(params=KEYED + OWN, ids=lambda which: "-".join(which))
def provider(request, make):
    return make(*request.param)


@pytest.fixture(params=KEYED, ids=lambda which: "-".join(which))
def keyed(request, make):
    return make(*request.param)
