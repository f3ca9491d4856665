"""Every failure of every stage in a real turn: the vendors' SDKs over HTTP, and what the student gets to see of it."""

import asyncio
import time

import pytest

from config.keys import with_keys
from config.providers import STAGE_TIMEOUT, TURN_TIMEOUT
from config.settings import Settings
from models import expense, fallback, scenario, user, user_key
from models import session as sessions
from models import turn as turns
from services import lineup
from services.container import open_services
from services.conversation import Conversation
from services.events import Event, FellBack, Heard, Replied, Spoke, Took
from services.said import SaidAudio, SaidText
from tests.support.failures import FAILURES, KEY
from tests.support.speech import spoken
from tests.support.vendors import Vendors

MP3 = b"\xff\xfb\x90\x64" + b"\0" * 2000
REPLY = "That sounds lovely. What do you cook?"
FAILING = {"stt": "openai", "llm": "openai", "tts": "elevenlabs"}
HELPING = {"stt": "elevenlabs", "llm": "huggingface", "tts": "openai"}
CASES = [(service, name) for name, failure in FAILURES.items() for service in failure.services]


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


def of(kind, told):
    return [event for event in told if isinstance(event, kind)]


def given_up(db) -> list[tuple[str, str, str]]:
    rows = db.rows(dict, "SELECT service_type, provider, reason_code FROM fallbacks ORDER BY id")
    return [tuple(row.values()) for row in rows]


async def aloud(talking, turn: str = "t1") -> None:
    await talking.turn(SaidAudio(spoken("I like to cook."), turn, 1.5), stream=True)


@pytest.mark.parametrize(("service", "name"), CASES, ids=lambda value: str(value))
async def test_a_failure_is_told_and_the_next_one_serves(services, talk, vendors, failure_table, service, name):
    talking, told = talk
    vendors.failures[f"{FAILING[service]}:{service}"] = FAILURES[name].answer
    began = time.perf_counter()
    await aloud(talking)
    ms = (time.perf_counter() - began) * 1000
    assert isinstance(told[-1], Took), "the turn came to its end"
    if (service, name) == ("llm", "cut half-way"):
        served, seen = cut_short(told)
    else:
        served, seen = helped(told, service)
    failure_table.append((service, name, seen, served, f"{ms:.0f}"))
    assert [row[:2] for row in given_up(services.db)] == [(service, FAILING[service])]
    assert given_up(services.db)[0][2] == FAILURES[name].kind.code
    assert ms < 3_500 and KEY not in repr(told)
    assert turns.find(services.db, 1, "t1")


def helped(told, service) -> tuple[str, str]:
    """Who served in its place, and the sentence that the student reads. Nothing is lost and nothing comes twice."""
    (moved,) = of(FellBack, told)
    assert (moved.service, moved.given_up, moved.taken_up) == (service, FAILING[service], HELPING[service])
    assert [heard.text for heard in of(Heard, told)] == ["I like to cook."]
    assert [reply.text for reply in of(Replied, told)] == [REPLY]
    assert " ".join(spoke.text for spoke in of(Spoke, told)) == REPLY, "every sentence sounds once"
    assert all(spoke.audio for spoke in of(Spoke, told))
    served = {
        "stt": of(Heard, told)[0].provider,
        "llm": of(Replied, told)[0].provider,
        "tts": "+".join({spoke.provider for spoke in of(Spoke, told)}),
    }
    assert served == {**FAILING, service: HELPING[service]}
    return served[service], moved.reason


def cut_short(told) -> tuple[str, str]:
    """A reply that broke off is not begun again by somebody else: half of it has been said."""
    assert of(FellBack, told) == []
    (reply,) = of(Replied, told)
    assert (reply.text, reply.provider) == ("That is", "openai")
    return "openai", f'the reply up to where it broke off: "{reply.text}"'


@pytest.mark.parametrize("service", FAILING)
async def test_an_accident_is_tried_again_once_before_anybody_is_given_up(talk, vendors, service):
    talking, told = talk
    which = f"{FAILING[service]}:{service}"
    for failure in ("reset", (503, "")):
        vendors.failures[which], vendors.fail_times[which] = failure, 1
        told.clear()
        await aloud(talking, f"t-{failure}")
        assert of(FellBack, told) == [] and isinstance(told[-1], Took)


async def test_the_next_turn_asks_the_failed_one_again_until_it_failed_three_times(talk, vendors):
    talking, told = talk
    vendors.failures["openai:llm"] = (400, "")
    asked = []
    for number in range(5):
        vendors.whom.clear()
        await talking.turn(SaidText("I like cats.", "typed", f"t{number}"), stream=True)
        asked.append(vendors.whom.count(("openai", "llm")))
    assert asked == [1, 1, 1, 0, 0]
    assert len(of(FellBack, told)) == 3


async def test_a_rejected_key_rests_in_every_room_until_it_is_changed(services, talk, vendors, maria):
    talking, _ = talk
    vendors.failures["openai:llm"] = (401, "")
    await talking.turn(SaidText("I like cats.", "typed", "t1"), stream=True)
    vendors.failures.clear()

    async def moved(*_: object) -> None: ...

    def first() -> str:
        made = lineup.for_user(services.db, services.settings, services.user_keys, maria, moved)
        return made.in_use()["llm"]

    assert first() == "huggingface"
    services.user_keys.put(maria, "openai", KEY + "-new")
    assert first() == "openai"
    services.user_keys.put(maria, "openai", KEY)
    assert first() == "huggingface"
    lineup.resting_of(services.db, maria).wake("openai")
    assert first() == "openai", "its owner says that it is good again"
    other = user.add(services.db, "ana@example.org", "a hash")
    assert lineup.resting_of(services.db, other) is not lineup.resting_of(services.db, maria)


async def test_everything_that_hangs_at_once_still_ends_the_turn_in_time(talk, vendors):
    assert sum(STAGE_TIMEOUT.values()) == 3.0 and TURN_TIMEOUT == 45.0
    talking, told = talk
    vendors.failures.update({"stt": "silence", "llm": "silence", "tts": "silence"})
    began = time.perf_counter()
    await aloud(talking)
    assert time.perf_counter() - began < 30  # eight waits of a second each; a busy machine takes longer
    assert isinstance(told[-1], Took) and of(Replied, told)[0].provider == "guided"


async def test_a_turn_remembers_who_served_what_it_used_and_what_it_cost(services, talk, vendors, maria):
    talking, told = talk
    user_key.set_preferences(services.db, maria, "llm", ["openai"])
    await aloud(talking)
    said, answer = turns.of_session(services.db, 1)
    assert (said.provider, said.model) == ("openai", "gpt-4o-mini-transcribe")
    assert said.seconds == pytest.approx(1.7, abs=0.6) and said.stt_ms is not None
    assert said.cost == pytest.approx(said.seconds / 60 * 0.003)
    assert (answer.provider, answer.model, answer.voice) == ("openai", "gpt-4o-mini", "elevenlabs")
    assert (answer.input_tokens, answer.output_tokens, answer.tokens_estimated) == (120, 9, False)
    assert (answer.voice_model, answer.characters) == ("eleven_flash_v2_5", len(REPLY.replace(". ", ".")))
    spoken_cost = answer.characters * 50 / 1e6
    assert answer.cost == pytest.approx(120 * 0.15 / 1e6 + 9 * 0.60 / 1e6 + spoken_cost)
    assert told[-1].cost == pytest.approx(said.cost + answer.cost)
    assert expense.of_session(services.db, 1) == pytest.approx(told[-1].cost)
    assert None not in (answer.llm_ms, answer.tts_ms, answer.first_audio_ms)
    figures = {(r.service, r.provider): (r.served, r.given_up) for r in fallback.reliability(services.db, maria)}
    assert figures == {("stt", "openai"): (1, 0), ("llm", "openai"): (1, 0), ("tts", "elevenlabs"): (1, 0)}


async def test_tokens_that_nobody_counted_are_estimated_and_an_unknown_price_is_none(services, talk, vendors, maria):
    talking, told = talk
    vendors.failures["openai:llm"], vendors.usage = (400, ""), None
    try:
        await aloud(talking)
    finally:
        vendors.usage = {"prompt_tokens": 120, "completion_tokens": 9, "total_tokens": 129}
    _, answer = turns.of_session(services.db, 1)
    assert (answer.provider, answer.tokens_estimated) == ("huggingface", True)
    assert answer.output_tokens == -(-len(REPLY) // 4) and answer.input_tokens > 50
    assert told[-1].cost is None and expense.of_session(services.db, 1) is None
    figures = {(r.service, r.provider): (r.served, r.given_up) for r in fallback.reliability(services.db, maria)}
    assert figures["llm", "openai"] == (0, 1) and figures["llm", "huggingface"] == (1, 0)


async def interrupted(work, until) -> float:
    """Run it until then, and cancel it; how many seconds that takes."""
    running = asyncio.create_task(work)
    async with asyncio.timeout(5):
        while not until():
            await asyncio.sleep(0.005)
    began = time.perf_counter()
    running.cancel()
    await asyncio.wait([running])
    assert running.cancelled()
    return time.perf_counter() - began


TYPED = SaidText("I like to cook.", "typed", "t1")
ELEVEN_FLASH = 50 / 1e6


async def test_a_reply_that_is_interrupted_before_its_first_sound_has_its_price(services, talk, vendors, maria):
    talking, told = talk
    user_key.set_preferences(services.db, maria, "llm", ["openai"])
    vendors.delays["tts"] = 0.8
    took = await interrupted(talking.turn(TYPED, stream=True), lambda: of(Replied, told))
    assert took < 0.15 and not of(Spoke, told)
    assert [turn.turn for turn in turns.of_session(services.db, 1)] == ["t1"]
    paid = 120 * 0.15 / 1e6 + 9 * 0.60 / 1e6 + len(REPLY.replace(". ", ".")) * ELEVEN_FLASH
    assert expense.of_session(services.db, 1) == pytest.approx(paid)


async def test_a_model_that_was_asked_in_vain_has_read_the_conversation(services, talk, vendors, maria):
    talking, told = talk
    vendors.delays["llm"] = 0.8
    took = await interrupted(talking.turn(TYPED, stream=True), lambda: vendors.whom.count(("openai", "llm")))
    assert took < 0.15
    assert 50 * 0.15 / 1e6 < expense.of_session(services.db, 1) < 5000 * 0.15 / 1e6


async def test_a_recording_that_is_being_heard_when_the_turn_is_dropped_has_its_price(services, talk, vendors):
    talking, told = talk
    vendors.delays["stt"] = 0.8
    took = await interrupted(aloud(talking), lambda: vendors.whom.count(("openai", "stt")))
    await asyncio.sleep(0.05)
    assert took < 0.15 and turns.of_session(services.db, 1) == []
    assert expense.of_session(services.db, 1) == pytest.approx(1.7 / 60 * 0.003, rel=0.4)


async def test_a_recording_without_words_has_its_price_and_one_that_was_refused_has_none(services, talk, vendors):
    talking, told = talk
    vendors.failures["stt"] = (500, {"error": {"message": "down"}})
    await aloud(talking)
    await asyncio.sleep(0.05)
    assert services.db.value("SELECT count(*) FROM expenses WHERE service = 'stt'") == 0
    vendors.failures.clear()
    vendors.transcript = ""
    try:
        await aloud(talking, "t2")
    finally:
        vendors.transcript = "I like to cook."
    await asyncio.sleep(0.05)
    assert told[-1].code == "no_speech"
    assert services.db.column("SELECT cost > 0 FROM expenses WHERE service = 'stt'") == [1]


async def test_what_costs_nothing_costs_nothing(services, talk, vendors, maria):
    talking, told = talk
    for service, name in (("stt", "local"), ("llm", "guided"), ("tts", "browser")):
        user_key.set_preferences(services.db, maria, service, [name])
    free = Conversation(
        services.db,
        services.recordings,
        talking._session,
        talking._scenario,
        lambda moved: lineup.for_user(services.db, services.settings, services.user_keys, maria, moved),
        talking._emit,
    )
    await aloud(free)
    assert told[-1].cost == 0.0 and expense.of_session(services.db, 1) == 0.0
    await free.lineup.close()
