"""A student with a key at each of three vendors on loopback, and a conversation of theirs."""

import pytest

from config.keys import with_keys
from config.providers import STAGE_TIMEOUT
from config.settings import Settings
from models import scenario, user, user_key
from models import session as sessions
from services import lineup
from services.container import open_services
from services.conversation import Conversation
from services.events import Event
from tests.support.failures import KEY
from tests.support.turns import FAILING, HELPING
from tests.support.vendors import Vendors

MP3 = b"\xff\xfb\x90\x64" + b"\0" * 2000


@pytest.fixture(scope="module")
def running():
    with Vendors() as vendors:
        vendors.sound, vendors.transcript = MP3, "I like to cook."
        yield vendors


@pytest.fixture
def vendors(running, monkeypatch):
    running.__dict__.update(failures={}, fail_times={}, whom=[], delays={})
    for service in STAGE_TIMEOUT:
        monkeypatch.setitem(STAGE_TIMEOUT, service, 1.0)
    return running


@pytest.fixture
def services(tmp_path, vendors):
    settings = with_keys(Settings.load({**vendors.settings, "DATA_DIR": str(tmp_path / "data")}, dotenv=None))
    opened = open_services(settings)
    yield opened
    opened.db.close()


@pytest.fixture
def maria(services) -> int:
    """A student with a key at each vendor."""
    user_id = user.add(services.db, "maria@example.org", "a hash")
    for vendor in ("openai", "elevenlabs", "huggingface"):
        services.user_keys.put(user_id, vendor, KEY)
    for service in FAILING:
        user_key.set_preferences(services.db, user_id, service, [FAILING[service], HELPING[service]])
    return user_id


@pytest.fixture
async def talk(services, maria):
    """A conversation, and the list of what it tells."""
    db, told = services.db, []
    chosen = scenario.offered(db)[0]
    session = sessions.get(db, sessions.start(db, maria, chosen.id, chosen.session_type))
    assert session

    async def emit(event: Event) -> None:
        told.append(event)

    def line_up(moved):
        return lineup.for_user(db, services.settings, services.user_keys, maria, moved)

    talking = Conversation(db, services.recordings, session, chosen, line_up, emit)
    await talking.warm()
    yield talking, told
    await talking.lineup.close()
