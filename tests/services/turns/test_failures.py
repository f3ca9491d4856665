"""Every failure of every stage in a real turn: the vendors' SDKs over HTTP, and what the student gets to see of it."""

import time

import pytest

from config.providers import STAGE_TIMEOUT, TURN_TIMEOUT
from models import turn as turns
from models import user
from services import lineup
from services.events import FellBack, Heard, Replied, Spoke, Took
from services.said import SaidText
from tests.support.failures import FAILURES, KEY
from tests.support.turns import FAILING, HELPING, REPLY, aloud, of

CASES = [(service, name) for name, failure in FAILURES.items() for service in failure.services]


def given_up(db) -> list[tuple[str, str, str]]:
    rows = db.rows(dict, "SELECT service_type, provider, reason_code FROM fallbacks ORDER BY id")
    return [tuple(row.values()) for row in rows]


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
    for provider in talking.lineup.stt.providers:
        await provider.warm()  # a second, which is all that each gets here, is too short to load the local one
    vendors.failures.update({"stt": "silence", "llm": "silence", "tts": "silence"})
    began = time.perf_counter()
    await aloud(talking)
    assert time.perf_counter() - began < 30  # eight waits of a second each; a busy machine takes longer
    assert isinstance(told[-1], Took) and of(Replied, told)[0].provider == "guided"
