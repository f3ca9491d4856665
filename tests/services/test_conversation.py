"""The turn by itself, without a socket: what is told when it cannot be stored, and when it takes too long."""

import apsw
import pytest

from config.settings import Settings
from models import scenario, user, user_key
from models import session as sessions
from models import turn as turns
from services import conversation, lineup
from services.container import open_services
from services.conversation import Conversation
from services.events import Event, Failed, Heard, Took
from services.said import SaidAudio, SaidText
from tests.support.speech import spoken


@pytest.fixture
def services(tmp_path):
    opened = open_services(Settings(data_dir=tmp_path / "data"))
    yield opened
    opened.db.close()


@pytest.fixture
def talk(services):
    """A conversation, and the list of what it tells."""
    db, told = services.db, []
    maria = user.add(db, "maria@example.org", "a hash")
    chosen = scenario.offered(db)[0]
    session = sessions.get(db, sessions.start(db, maria, chosen.id, chosen.session_type))
    assert session

    async def emit(event: Event) -> None:
        told.append(event)

    def line_up(moved):
        return lineup.for_user(db, services.settings, services.user_keys, maria, moved)

    return Conversation(db, services.recordings, session, chosen, line_up, emit), told


async def test_words_that_could_not_be_stored_are_not_told_as_heard(services, talk):
    talking, told = talk
    services.db.value(f"PRAGMA max_page_count={services.db.value('PRAGMA page_count')}")
    for number in range(20):
        await talking.turn(SaidText("a long answer " * 280, "typed", f"t{number}"), stream=False)
    failed = [event for event in told if isinstance(event, Failed)]
    assert failed and {event.code for event in failed} == {"not_saved"}
    services.db.value("PRAGMA max_page_count=100000")
    stored = {turn.turn for turn in turns.of_session(services.db, 1)}
    assert {event.turn for event in told if isinstance(event, Heard)} <= stored
    await talking.turn(SaidText("It works again.", "typed", "after"), stream=False)
    assert isinstance(told[-1], Took)


async def test_a_turn_that_takes_too_long_is_ended_and_keeps_what_was_heard(services, talk, monkeypatch):
    talking, told = talk
    monkeypatch.setattr(conversation, "TURN_TIMEOUT", 0.0)
    await talking.turn(SaidText("I like cats.", "typed", "t1"), stream=False)
    assert told[-1] == Failed("provider_timeout", "This took too long. Please try again.", turn="t1")
    assert turns.of_session(services.db, 1)[0].text == "I like cats."


async def test_notes_beside_a_turn_that_cannot_be_written_are_no_news_to_the_student(services, talk, monkeypatch):
    def full(*_: object) -> None:
        raise apsw.FullError("database or disk is full")

    talking, told = talk
    monkeypatch.setattr(conversation.sessions, "touch", full)
    await talking.turn(SaidText("I like cats.", "typed", "t1"), stream=False)
    assert isinstance(told[-1], Took) and not [event for event in told if isinstance(event, Failed)]


async def test_words_are_kept_although_their_recording_could_not_be(services, talk):
    talking, told = talk
    services.settings.recordings_dir.parent.mkdir(exist_ok=True)
    services.settings.recordings_dir.write_text("a file is in the way")
    user_key.set_preferences(services.db, 1, "stt", ["local"])
    await talking.turn(SaidAudio(spoken("I like to swim in the sea."), "t1"), stream=False)
    stored = turns.of_session(services.db, 1)[0]
    assert "swim" in stored.text and stored.recording is None
    assert not [event for event in told if isinstance(event, Failed)]


async def test_a_beginning_that_fails_is_told(services, talk, monkeypatch):
    def locked(*_: object) -> None:
        raise apsw.BusyError("database is locked")

    talking, told = talk
    monkeypatch.setattr(conversation.turns, "of_session", locked)
    await talking.begin(stream=False)
    assert [event.code for event in told if isinstance(event, Failed)] == ["not_saved"]
