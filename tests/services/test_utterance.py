"""What the partner says: stored before it is told or heard, and kept as far as it was heard when it is interrupted."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from config.settings import Settings
from models import expense, scenario, user
from models import session as sessions
from models import turn as turns
from providers.asr.chain import ASRChain
from providers.base import Audio
from providers.errors import Unavailable
from providers.llm.base import LLM, Prompt
from providers.llm.chain import LLMChain
from providers.tts.base import TTS
from providers.tts.chain import TTSChain
from services import lineup
from services.conversation import Conversation
from services.events import Event, FellBack, Heard, Replied, ReplyPart, Spoke, Took
from services.help.assistant import Assistant
from services.help.helper import Helper
from services.lineup import Abilities, Lineup
from services.room import Room
from services.said import SaidText
from services.sessions import transcript

ONE, TWO, THREE = "That is a nice hobby.", "I like it as well.", "What do you cook?"
REPLY = f"{ONE} {TWO} {THREE}"
SOON = 0.1


class Model(LLM):
    """Says the reply a word at a time; an error in `script` comes at its place, a number is waited for."""

    name, label = "scripted", "Scripted"

    def __init__(self, *script: str | float | Exception) -> None:
        super().__init__(Settings())
        self.script = script or (REPLY,)
        self.open = 0

    async def stream(self, prompt: Prompt) -> AsyncIterator[str]:
        self.open += 1
        try:
            for step in self.script:
                if isinstance(step, Exception):
                    raise step
                if isinstance(step, float):
                    await asyncio.sleep(step)
                else:
                    for word in step.split(" "):
                        yield f"{word} "
        finally:
            self.open -= 1


class Voice(TTS):
    """Says a sentence in two files; `slow` seconds lie before the first or, for `breaks`, an error after it."""

    label = "Scripted"
    default_model = "eleven_v3"

    def __init__(self, name: str = "voice", slow: dict[str, float] | None = None, breaks: str = "") -> None:
        super().__init__(Settings())
        self.name = name  # pyright: ignore[reportAttributeAccessIssue]
        self.slow, self.breaks = slow or {}, breaks
        self.asked: list[str] = []
        self.open = 0

    async def speak(self, text: str) -> Audio:
        return [sound async for sound in self.stream(text)][-1]

    async def stream(self, text: str) -> AsyncIterator[Audio]:
        self.asked.append(text)
        self.open += 1
        try:
            await asyncio.sleep(self.slow.get(text, 0))
            yield Audio(b"RIFF one", "audio/wav", more=True)
            if text == self.breaks:
                raise Unavailable()
            yield Audio(b"RIFF two", "audio/wav")
        finally:
            self.open -= 1


class Talk:
    """A conversation with scripted providers; `told` is what it told, `stored` the partner's words in the database as
    they were at that moment."""

    def __init__(self, db, model: Model, voices: list[Voice], waits: float = 0.0) -> None:
        maria, chosen = user.add(db, "maria@example.org", "a hash"), scenario.offered(db)[0]
        session = sessions.get(db, sessions.start(db, maria, chosen.id, chosen.session_type))
        assert session
        self.db, self.model, self.voices = db, model, voices
        self.told: list[Event] = []
        self.stored: list[str] = []

        async def emit(event: Event) -> None:
            assert db.is_on_disk or not isinstance(event, Heard | ReplyPart | Replied)
            self.told.append(event)
            self.stored.append(self.kept())

        def line_up(moved):
            def chain(kind, service, providers):
                async def announce(given_up, taken_up, error):
                    await moved(service, given_up, taken_up, error)

                return kind(service, providers, announce)

            chains = {
                "stt": chain(ASRChain, "stt", []),
                "llm": chain(LLMChain, "llm", [model]),
                "tts": chain(TTSChain, "tts", voices),
            }
            return Lineup(chains, moved)

        self.talking = Conversation(db, None, session, chosen, line_up, emit)
        assistant = Assistant(db, session, chosen, lambda: line_up(lineup.quietly), emit)
        self.room = Room(self.talking, session, Helper(assistant, emit))

    def kept(self) -> str:
        return " ".join(turn.text for turn in turns.of_session(self.db, 1) if turn.who == "partner")

    def of(self, kind):
        return [event for event in self.told if isinstance(event, kind)]

    async def turn(self, stream: bool = True) -> None:
        await self.talking.turn(SaidText("I like to cook.", "typed", "t1"), stream)

    async def until(self, spoke: str, stream: bool = True) -> asyncio.Task[None]:
        """A turn, run until this text has been handed out."""
        running = asyncio.create_task(self.turn(stream))
        async with asyncio.timeout(5):
            while spoke not in [event.text for event in self.of(Spoke)] or not self.of(Replied):
                await asyncio.sleep(0.005)
        return running


@pytest.fixture
def talk(db):
    return lambda model=None, *voices: Talk(db, model or Model(), list(voices) or [Voice()])


async def cancel(running: asyncio.Task[None]) -> None:
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await asyncio.sleep(0)


async def test_nothing_is_told_or_heard_before_it_is_stored(talk):
    talking = talk()
    await talking.turn()
    seen = ""
    for event, stored in zip(talking.told, talking.stored, strict=True):
        if isinstance(event, ReplyPart | Spoke):
            assert event.text in stored
            seen += event.text
        if isinstance(event, Replied):
            assert event.text == stored == REPLY
    assert all(text in seen for text in (ONE, TWO, THREE))


async def test_every_sentence_sounds_once_in_its_order_and_exactly_the_last_sound_is_called_last(talk):
    talking = talk(None, Voice(slow={ONE: SOON}))
    await talking.turn()
    spoke = talking.of(Spoke)
    assert [event.text for event in spoke] == [ONE, "", TWO, "", THREE, ""]
    assert [event.seq for event in spoke] == list(range(6))
    assert [event.last for event in spoke] == [False] * 5 + [True]
    assert isinstance(talking.told[-1], Took)


async def test_a_client_that_wants_whole_sound_gets_one_file(talk):
    talking = talk()
    await talking.turn(stream=False)
    (spoke,), (reply,) = talking.of(Spoke), talking.of(Replied)
    assert (spoke.text, spoke.last, spoke.audio.data, reply.text) == (REPLY, True, b"RIFF two", REPLY)


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


async def test_a_model_that_breaks_off_leaves_what_it_said_and_that_is_spoken(talk):
    talking = talk(Model(f"{ONE} I like", Unavailable()))
    await talking.turn()
    assert talking.kept() == f"{ONE} I like"
    assert [event.text for event in talking.of(Spoke) if event.text] == [ONE, "I like"]
    assert [event.last for event in talking.of(Spoke)][-1] is True and talking.model.open == 0


async def test_a_voice_that_breaks_off_in_the_second_sentence_is_followed_by_the_next_voice(talk):
    talking = talk(None, Voice("one", slow={ONE: 0.05}, breaks=TWO), Voice("two"))
    await talking.turn()
    spoke = [(event.text, event.provider) for event in talking.of(Spoke) if event.text]
    assert spoke == [(ONE, "one"), (TWO, "one"), (THREE, "two")], "no sentence comes twice"
    assert [(moved.given_up, moved.taken_up) for moved in talking.of(FellBack)] == [("one", "two")]
    assert talking.voices[1].asked == [THREE] and talking.kept() == REPLY
    assert [event.last for event in talking.of(Spoke)][-1] is True


async def test_a_voice_is_asked_before_the_disk_is_waited_for(talk, monkeypatch):
    talking, asked = talk(), []
    add_reply = turns.add_reply

    def slow_disk(*arguments):
        asked.append(list(talking.voices[0].asked))
        return add_reply(*arguments)

    monkeypatch.setattr(turns, "add_reply", slow_disk)
    await talking.turn()
    assert asked[0] == [ONE]
