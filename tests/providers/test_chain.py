"""Fallback: who is asked, who is told, who rests, and what is never repeated."""

import asyncio
import time

import pytest

from providers import chain as chains
from providers.asr.base import Transcript
from providers.asr.chain import ASRChain
from providers.base import Audio
from providers.errors import BadAudio, InvalidKey, NobodyLeft, NoSpeech, OutOfQuota, RateLimited, Timeout, Unavailable
from providers.tts.chain import TTSChain

TAKE = Audio(b"OggS", "audio/ogg")
SOUND = Audio(b"ID3", "audio/mpeg")


async def test_the_first_that_works_serves_and_nothing_is_announced(scripted, moved, moves):
    one, two = scripted("stt", "one", "hello"), scripted("stt", "two", "never")
    heard, provider = await ASRChain("stt", [one, two], moved).transcribe(TAKE)
    assert (heard, provider, two.calls, moves) == (Transcript("hello"), one, 0, [])


async def test_a_move_is_announced_before_the_next_one_is_asked(scripted, moved, moves):
    one, two, three = (
        scripted("tts", "one", Unavailable()),
        scripted("tts", "two", OutOfQuota()),
        scripted("tts", "three", SOUND),
    )
    sound, provider = await TTSChain("tts", [one, two, three], moved).speak("Hello.")
    assert (sound, provider) == (SOUND, three)
    assert moves == [("one", "two", Unavailable, 0), ("two", "three", OutOfQuota, 0)]


@pytest.mark.parametrize("error", [NoSpeech(), BadAudio()])
async def test_what_no_other_could_mend_is_raised_at_once_and_nobody_rests(scripted, moved, moves, error):
    one, two = scripted("stt", "one", error), scripted("stt", "two", "words made up")
    chain = ASRChain("stt", [one, two], moved)
    with pytest.raises(type(error)):
        await chain.transcribe(TAKE)
    assert (two.calls, moves, chain.active) == (0, [], one)


async def test_one_that_hangs_is_given_up_in_time(scripted, moved, moves, short_stages):
    one, two = scripted("stt", "one", 30.0), scripted("stt", "two", "hello")
    began = time.monotonic()
    heard, _ = await ASRChain("stt", [one, two], moved).transcribe(TAKE)
    assert heard.text == "hello" and time.monotonic() - began < 1
    assert moves == [("one", "two", Timeout, 0)]


async def test_an_error_that_is_not_ours_moves_on_too_and_its_words_are_not_logged(scripted, moved, moves, caplog):
    one, two = scripted("stt", "one", RuntimeError("sk-secret")), scripted("stt", "two", "hello")
    assert (await ASRChain("stt", [one, two], moved).transcribe(TAKE))[1] is two
    assert moves == [("one", "two", Unavailable, 0)]
    assert "RuntimeError" in caplog.text and "sk-secret" not in caplog.text


async def test_who_failed_is_passed_over_for_the_turn_and_tried_again_in_the_next(scripted, moved, moves):
    one, two = scripted("stt", "one", Unavailable(), "back again"), scripted("stt", "two", "hello")
    chain = ASRChain("stt", [one, two], moved)
    await chain.transcribe(TAKE)
    assert chain.active is two
    await chain.transcribe(TAKE)
    assert (one.calls, two.calls, len(moves)) == (1, 2, 1)
    chain.begin_turn()
    assert chain.active is one
    assert (await chain.transcribe(TAKE))[0].text == "back again"


async def test_after_three_failures_within_a_minute_it_rests_for_a_minute(scripted, moved, monkeypatch):
    one, two = scripted("stt", "one", Unavailable()), scripted("stt", "two", "hello")
    chain = ASRChain("stt", [one, two], moved)
    for calls in (1, 2, 3, 3, 3):
        chain.begin_turn()
        await chain.transcribe(TAKE)
        assert one.calls == calls
    later = time.monotonic() + 61
    monkeypatch.setattr(time, "monotonic", lambda: later)
    chain.begin_turn()
    assert chain.active is one


@pytest.mark.parametrize("error", [InvalidKey(), OutOfQuota()])
async def test_a_key_that_is_rejected_or_spent_is_not_tried_again(scripted, moved, monkeypatch, error):
    one = scripted("stt", "one", error, needs_key=True)
    two = scripted("stt", "two", "hello", Unavailable())
    chain = ASRChain("stt", [one, two], moved)
    await chain.transcribe(TAKE)
    later = time.monotonic() + 10_000
    monkeypatch.setattr(time, "monotonic", lambda: later)
    for _ in range(2):
        chain.begin_turn()
        with pytest.raises(NobodyLeft):
            await chain.transcribe(TAKE)
    assert (one.calls, two.calls) == (1, 3)


async def test_when_every_key_is_rejected_that_is_the_reason(scripted, moved):
    one = scripted("stt", "one", InvalidKey(), needs_key=True)
    chain = ASRChain("stt", [one], moved)
    for _ in range(2):
        chain.begin_turn()
        with pytest.raises(NobodyLeft) as ended:
            await chain.transcribe(TAKE)
        assert ended.value.error_code == "provider_auth"
    assert one.calls == 1


async def test_an_accident_that_came_fast_is_tried_again_once_and_not_told(scripted, moved, moves):
    one, two = scripted("tts", "one", Unavailable(again=True), SOUND), scripted("tts", "two", SOUND)
    assert await TTSChain("tts", [one, two], moved).speak("Hello.") == (SOUND, one)
    three = scripted("tts", "three", Unavailable(again=True))
    assert (await TTSChain("tts", [three, two], moved).speak("Hello."))[1] is two
    assert (one.calls, three.calls, len(moves)) == (2, 2, 1)


async def test_an_accident_that_came_late_is_not_tried_again(scripted, moved, monkeypatch):
    monkeypatch.setattr(chains, "FAST_SECONDS", 0.0)
    one, two = scripted("tts", "one", Unavailable(again=True), SOUND), scripted("tts", "two", SOUND)
    assert (await TTSChain("tts", [one, two], moved).speak("Hello."))[1] is two


async def test_when_nobody_is_left_the_last_reason_is_known(scripted, moved, moves, ends):
    one, two = scripted("tts", "one", InvalidKey()), scripted("tts", "two", RateLimited())
    with pytest.raises(NobodyLeft) as ended:
        await TTSChain("tts", [one, two], moved).speak("Hello.")
    assert (ended.value.service, ended.value.error_code) == ("tts", "provider_busy")
    assert (len(moves), ends) == (1, [("two", RateLimited)]), "nobody to move on to after the last"
    with pytest.raises(NobodyLeft):
        await TTSChain("tts", [], moved).speak("Hello.")


async def test_when_all_rest_those_who_may_have_recovered_are_asked(scripted, moved):
    one = scripted("stt", "one", InvalidKey(), needs_key=True)
    two = scripted("stt", "two", Unavailable(), "recovered")
    chain = ASRChain("stt", [one, two], moved)
    with pytest.raises(NobodyLeft):
        await chain.transcribe(TAKE)
    assert await chain.transcribe(TAKE) == (Transcript("recovered"), two)
    assert one.calls == 1


async def test_a_move_is_announced_also_when_all_were_resting(scripted, moved, moves):
    one = scripted("stt", "one", Unavailable())
    two = scripted("stt", "two", Unavailable(), "recovered")
    chain = ASRChain("stt", [one, two], moved)
    with pytest.raises(NobodyLeft):
        await chain.transcribe(TAKE)
    assert (await chain.transcribe(TAKE))[0].text == "recovered"
    assert moves == [("one", "two", Unavailable, 0), ("one", "two", Unavailable, 1)]


async def test_one_that_served_no_longer_rests(scripted, moved):
    one = scripted("stt", "one", Unavailable())
    two = scripted("stt", "two", Unavailable(), "recovered")
    chain = ASRChain("stt", [one, two], moved)
    with pytest.raises(NobodyLeft):
        await chain.transcribe(TAKE)
    await chain.transcribe(TAKE)
    assert chain.active is two, "the status shows who serves"


async def test_two_sentences_that_fail_side_by_side_are_announced_once(scripted, moved, moves):
    one, two = scripted("tts", "one", Unavailable()), scripted("tts", "two", SOUND)
    chain = TTSChain("tts", [one, two], moved)
    spoken = await asyncio.gather(chain.speak("Hello."), chain.speak("How are you?"))
    assert [provider for _, provider in spoken] == [two, two]
    assert len(moves) == 1


async def test_a_recording_is_never_given_to_the_browser(scripted, moved, moves):
    browser, one = scripted("stt", "browser", "never", in_browser=True), scripted("stt", "one", "hello")
    chain = ASRChain("stt", [browser, one], moved)
    assert chain.active is browser and chain.hearing == [one]
    assert (await chain.transcribe(TAKE))[1] is one
    assert (browser.calls, moves) == (0, [])


async def test_one_that_is_left_out_is_passed_over_until_it_is_taken_in_again(scripted, moved):
    browser, one = scripted("tts", "browser", None, in_browser=True), scripted("tts", "one", SOUND)
    chain = TTSChain("tts", [browser, one], moved)
    chain.leave_out("browser", True)
    assert chain.active is one and (await chain.speak("Hello."))[1] is one
    chain.leave_out("browser", False)
    assert chain.active is browser


async def test_warming_stops_at_the_first_that_is_not_the_browser_and_may_fail(scripted, moved):
    warmed = []

    async def warm(self) -> None:
        warmed.append(self.name)
        raise Unavailable()

    providers = [
        scripted("tts", name, SOUND, in_browser=name == "browser", warm=warm) for name in ("browser", "one", "two")
    ]
    await TTSChain("tts", providers, moved).warm()
    assert warmed == ["browser", "one"]


async def test_closing_closes_all_even_when_one_fails_to(scripted, moved):
    async def close(self) -> None:
        raise RuntimeError

    one, two = scripted("tts", "one", SOUND, close=close), scripted("tts", "two", SOUND)
    await TTSChain("tts", [one, two], moved).close()
    assert two.closed
