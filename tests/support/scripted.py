"""A conversation whose model and voices follow a script, and what it told and stored."""

import asyncio
from collections.abc import AsyncIterator

from config.settings import Settings
from models import scenario, user
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
from services.events import Event, Heard, Replied, ReplyPart, Spoke
from services.help.assistant import Assistant
from services.help.helper import Helper
from services.lineup import Lineup
from services.room import Room
from services.said import SaidText

ONE, TWO, THREE = "That is a nice hobby.", "I like it as well.", "What do you cook?"
REPLY = f"{ONE} {TWO} {THREE}"


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
