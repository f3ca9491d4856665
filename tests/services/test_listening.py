"""The room's ear: who is asked for live words, what the turn gets of them, and that everything is let go."""

import asyncio
import contextlib
import threading
import time
from collections.abc import AsyncGenerator

import pytest

from providers.asr.base import ASR, LiveTake, Transcript
from providers.asr.chain import ASRChain
from providers.asr.speculation import Speculation
from providers.base import Audio
from providers.errors import NoSpeech, ProviderError, Unavailable
from services.clock import Share
from services.events import Event, HeardSoFar
from services.listening import Listening
from services.said import SaidAudio, SaidText
from tests.support.recordings import cut, recorded

RECORDING = recorded("I like to cook.", after=0.05)
PIECES = cut(RECORDING, 2)
WHOLE = Transcript("the whole recording")


class Take(LiveTake):
    """Says how much it was fed; `error` is raised at `where`."""

    model = "live-model"

    def __init__(self, where: str, error: Exception | None) -> None:
        self.where, self.error = where, error
        self.fed = 0
        self.is_closed = False
        self._news = asyncio.Event()

    def _perhaps_fail(self, where: str) -> None:
        if self.error and where == self.where:
            raise self.error

    async def feed(self, pcm: bytes) -> None:
        self._perhaps_fail("feed")
        self.fed += len(pcm)
        self.seconds += len(pcm) / 32_000
        self._news.set()

    async def texts(self) -> AsyncGenerator[str, None]:
        while True:
            await self._news.wait()
            self._news.clear()
            yield f"{self.fed} bytes"

    async def finish(self) -> Transcript:
        self._perhaps_fail("finish")
        return Transcript(f"{self.fed} bytes in all")

    async def close(self) -> None:
        self.is_closed = True


class Ear(ASR):
    name = label = "ear"
    default_model = "whole-model"
    where, error = "", None

    def __init__(self) -> None:
        super().__init__(None, None)  # pyright: ignore[reportArgumentType]
        self.takes: list[Take] = []

    async def transcribe(self, audio: Audio) -> Transcript:
        return WHOLE

    async def live(self) -> LiveTake | None:
        if self.error and self.where == "live":
            raise self.error
        self.takes.append(Take(self.where, self.error))
        return self.takes[-1]


class Deaf(Ear):
    """Takes whole recordings only."""

    name = label = "deaf"

    async def live(self) -> None:
        return None


class Ears:
    def __init__(self, *providers: ASR) -> None:
        self.told: list[Event] = []
        self.chain = ASRChain("stt", list(providers), moved)
        self.spent: list[Share] = []
        self.listening = Listening(self.chain, self.emit, self.spent.append)

    async def emit(self, event: Event) -> None:
        self.told.append(event)

    async def speak(self, turn: str = "t1", pieces: list[bytes] = PIECES) -> None:
        for piece in pieces:
            await self.listening.add(turn, piece)
            await asyncio.sleep(0.01)

    async def told_something(self) -> None:
        async with asyncio.timeout(5):
            while not self.told:
                await asyncio.sleep(0.01)

    async def hear(self, data: bytes = RECORDING, turn: str = "t1") -> tuple[Transcript, SaidAudio]:
        """As a turn does it."""
        said = await self.listening.release(SaidAudio(data, turn))
        assert isinstance(said, SaidAudio)
        ahead = said.overheard.transcript if said.overheard else None
        heard, _ = await self.chain.transcribe(Audio(data, "audio/webm"), ahead=ahead)
        return heard, said


async def moved(*_: object) -> None:
    pytest.fail("nobody is to be given up")


@pytest.fixture
def ear():
    return Ear()


@pytest.fixture
async def ears(ear):
    made = Ears(ear)
    yield made
    await made.listening.close()
    assert all(take.is_closed for take in ear.takes)
    for _ in range(15):
        if not any(thread.name == "growing" for thread in threading.enumerate()):
            return
        await asyncio.sleep(0.01)
    pytest.fail("a decoder still runs")


async def test_the_turn_gets_what_was_heard_while_it_was_spoken_and_words_came_before(ears, ear):
    await ears.speak()
    await ears.told_something()
    heard, said = await ears.hear()
    assert heard.text == f"{ear.takes[0].fed} bytes in all" and ear.takes[0].seconds > 1
    assert ears.told and all(isinstance(event, HeardSoFar) and event.turn == "t1" for event in ears.told)
    assert said.overheard and said.overheard.is_used
    (share,) = await said.overheard.counted()
    assert (share.model, share.spent.seconds) == ("live-model", ear.takes[0].seconds)


@pytest.mark.parametrize("where", ["live", "feed", "finish"])
@pytest.mark.parametrize("error", [Unavailable(), RuntimeError("a plug-in's own"), TimeoutError()])
async def test_whatever_fails_the_whole_recording_is_heard_instead(ears, ear, where, error):
    ear.where, ear.error = where, error
    await ears.speak()
    heard, said = await ears.hear()
    assert heard == WHOLE and said.overheard and not said.overheard.is_used
    assert len(await said.overheard.counted()) == (1 if where == "finish" else 0), "what it heard has its price"


async def test_nobody_speaks_is_an_answer_too(ears, ear):
    ear.where, ear.error = "finish", NoSpeech()
    await ears.speak()
    with pytest.raises(NoSpeech):
        await ears.hear()


async def test_one_that_never_answers_is_not_waited_for(ears, ear, monkeypatch):
    monkeypatch.setattr("services.listening.LIVE_TIMEOUT", 0.1)
    await ears.speak()
    ear.takes[0].finish = lambda: asyncio.sleep(60)
    began = time.monotonic()
    heard, _ = await ears.hear()
    assert heard == WHOLE and time.monotonic() - began < 0.5


async def test_what_failed_is_not_tried_again_for_a_while(ears, ear):
    ear.where, ear.error = "finish", Unavailable()
    await ears.speak()
    await ears.hear()
    await ears.listening.done()
    ear.error = None
    await ears.speak("t2")
    overheard = ears.listening._open
    assert overheard and isinstance(overheard._take, Speculation) and len(ear.takes) == 1


async def test_a_recording_that_is_not_the_take_is_heard_as_a_whole(ears):
    await ears.speak()
    assert (await ears.hear(recorded("I like cats.")))[0] == WHOLE


async def test_a_take_that_was_sent_whole_in_the_end_is_used_as_far_as_it_was_heard(ears, ear):
    await ears.speak(pieces=PIECES[:3])
    heard, _ = await ears.hear()
    assert heard != WHOLE and ear.takes[0].seconds > 1


@pytest.mark.parametrize("how", ["drop", "close"])
async def test_what_a_take_cost_that_was_dropped_or_left_is_told_at_once(ears, ear, how):
    await ears.speak()
    await asyncio.sleep(0.05)
    await getattr(ears.listening, how)()
    assert ear.takes[0].is_closed
    before = len(ears.told)
    await asyncio.sleep(0.05)
    assert len(ears.told) == before
    assert [share.spent.seconds for share in ears.spent] == [ear.takes[0].seconds]


async def test_what_the_turn_counts_is_not_counted_beside_it(ears):
    await ears.speak()
    _, said = await ears.hear()
    assert said.overheard and len(await said.overheard.counted()) == 1
    await ears.listening.done()
    assert ears.spent == []


@pytest.mark.parametrize("what", [SaidText("I typed.", "typed", "t2"), SaidAudio(RECORDING, "t2")])
async def test_when_something_else_was_said_the_take_is_forgotten(ears, ear, what):
    await ears.speak()
    assert await ears.listening.release(what) is what
    assert ear.takes[0].is_closed


async def test_a_new_take_replaces_the_one_before(ears, ear):
    await ears.speak("t1", PIECES[:2])
    await ears.speak("t2", PIECES[:2])
    assert [take.is_closed for take in ear.takes] == [True, False]


async def test_a_room_that_is_closed_listens_no_more(ears, ear):
    await ears.listening.close()
    await ears.speak()
    assert ear.takes == []


async def test_where_a_provider_takes_whole_recordings_only_pauses_are_used():
    ears = Ears(Deaf())
    recording = recorded("I like to cook.", after=1.5)
    await ears.speak(pieces=cut(recording, 3))
    await ears.told_something()
    heard, said = await ears.hear(recording)
    assert heard == WHOLE and said.overheard and said.overheard.is_used
    (share,) = await said.overheard.counted()
    assert share.model == "whole-model" and ears.told == [HeardSoFar("t1", WHOLE.text)]
    await ears.listening.close()


async def test_a_turn_that_is_cancelled_while_it_waits_lets_go_at_once(ears, ear):
    await ears.speak()
    ear.takes[0].finish = lambda: asyncio.sleep(60)
    turn = asyncio.create_task(ears.hear())
    await asyncio.sleep(0.05)
    began = time.monotonic()
    turn.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await turn
    await ears.listening.done()
    assert turn.cancelled() and ear.takes[0].is_closed and time.monotonic() - began < 0.15


async def test_an_error_of_ours_is_told_by_the_chain_as_always(ears, ear):
    ear.transcribe = lambda audio: failing()
    ear.where, ear.error = "finish", Unavailable()
    ears.chain = ASRChain("stt", [ear], nobody)
    await ears.speak()
    with pytest.raises(ProviderError):
        await ears.hear()


async def failing() -> Transcript:
    raise Unavailable()


async def nobody(*_: object) -> None: ...
