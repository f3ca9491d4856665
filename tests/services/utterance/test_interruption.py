"""What the partner says is kept as far as it was heard when it is interrupted."""

import asyncio

import pytest

from models import expense
from models import turn as turns
from services.events import Replied, ReplyPart, Spoke
from services.lineup import Abilities
from services.said import SaidText
from services.sessions import transcript
from tests.support.scripted import ONE, REPLY, THREE, TWO, Model, Voice


async def test_an_interrupted_reply_is_kept_as_far_as_it_was_heard(talk):
    talking = talk(None, Voice(slow={TWO: 30.0}))
    await cancel(await talking.until(spoke=ONE))
    assert [part.text for part in talking.of(ReplyPart)] == [ONE, TWO, THREE], "all of it was written"
    assert talking.kept() == ONE
    assert talking.of(Replied)[-1].text == ONE, "and the client knows"


async def test_an_interrupted_reply_costs_what_was_heard_and_what_was_being_spoken(talk):
    talking = talk(Model(f"{REPLY} Tell me more."), Voice("elevenlabs", slow={TWO: 30.0, THREE: 30.0}))
    talking.model.name = "guided"
    await cancel(await talking.until(spoke=ONE))
    answer = turns.of_session(talking.db, 1)[-1]
    assert (answer.characters, answer.cost) == (len(ONE), pytest.approx(len(ONE + TWO + THREE) * 100 / 1e6))
    assert expense.of_session(talking.db, 1) == answer.cost


async def test_a_reply_of_which_nothing_was_heard_was_not_given(talk):
    talking = talk(None, Voice(slow={ONE: 30.0}))
    running = asyncio.create_task(talking.turn())
    while not talking.of(Replied):
        await asyncio.sleep(0.005)
    await cancel(running)
    assert talking.kept() == "" and talking.of(Spoke) == []
    assert talking.of(Replied)[-1].text == "", "and the client takes it back"
    assert [turn.text for turn in turns.of_session(talking.db, 1)] == ["I like to cook."]


async def test_a_cancel_frees_the_model_and_the_voices(talk):
    talking = talk(Model(ONE, 30.0, TWO), Voice(slow={ONE: 30.0}))
    running = asyncio.create_task(talking.turn())
    while not talking.voices[0].open:
        await asyncio.sleep(0.005)
    await cancel(running)
    assert (talking.model.open, talking.voices[0].open) == (0, 0)


async def test_what_was_heard_is_what_the_model_is_told_next(talk):
    talking = talk(None, Voice(slow={TWO: 30.0}))
    await cancel(await talking.until(spoke=ONE))
    talking.voices[0].slow.clear()
    await talking.talking.turn(SaidText("Sorry, what?", "typed", "t2"), stream=True)
    assert [turn.text for turn in turns.of_session(talking.db, 1)] == ["I like to cook.", ONE, "Sorry, what?", REPLY]


async def test_a_session_that_ends_keeps_its_last_reply_as_far_as_it_was_heard(talk):
    talking = talk(None, Voice(slow={TWO: 30.0}))
    await talking.room.meet(Abilities(stream=True))
    await talking.room.say(SaidText("I like to cook.", "typed", "t1"))
    async with asyncio.timeout(5):
        while ONE not in [event.text for event in talking.of(Spoke)] or not talking.of(Replied):
            await asyncio.sleep(0.005)
    await talking.room.close()
    kept = transcript(turns.of_session(talking.db, 1))
    assert ONE in kept and TWO not in kept


async def cancel(running: asyncio.Task[None]) -> None:
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.sleep(0)
