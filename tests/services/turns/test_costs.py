"""What a turn cost is written down, also what was asked of vendors in vain."""

import asyncio
import time

import pytest

from models import expense, fallback, user_key
from models import turn as turns
from services import lineup
from services.conversation import Conversation
from services.events import Replied, Spoke
from services.said import SaidText
from tests.support.turns import REPLY, aloud, of

TYPED = SaidText("I like to cook.", "typed", "t1")
ELEVEN_FLASH = 50 / 1e6


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
    await free.warm()  # as when a room is entered
    await aloud(free)
    assert told[-1].cost == 0.0 and expense.of_session(services.db, 1) == 0.0
    await free.lineup.close()
