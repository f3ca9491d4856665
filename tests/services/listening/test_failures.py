"""When hearing along fails, the whole recording is heard; what a student has to know is told."""

import asyncio
import time

import pytest

from providers.asr.base import Transcript
from providers.asr.chain import ASRChain
from providers.asr.speculation import Speculation
from providers.errors import NoSpeech, ProviderError, Unavailable
from tests.support.ears import WHOLE


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
