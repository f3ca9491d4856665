"""What a room does for its help before anybody asks."""

import asyncio

import pytest

from services.help.helper import Helper


class Checking:
    """An assistant that only notes that it made ready."""

    def __init__(self, corrects_now: bool) -> None:
        self.corrects_now = corrects_now
        self.times = 0

    async def ready(self) -> None:
        self.times += 1


async def nobody(event) -> None:
    raise AssertionError(event)


@pytest.mark.parametrize("corrects_now", [True, False])
async def test_the_rules_are_loaded_after_the_first_sound_for_whoever_is_corrected(corrects_now):
    assistant = Checking(corrects_now)
    helper = Helper(assistant, nobody)  # pyright: ignore[reportArgumentType]
    helper.hold()
    helper.prepare()
    await asyncio.sleep(0.01)
    assert assistant.times == 0
    helper.release()
    await asyncio.sleep(0.01)
    assert assistant.times == corrects_now


async def test_the_first_answer_is_read_by_rules_that_were_loaded_before(assistant, monkeypatch):
    asked = []
    monkeypatch.setattr("services.help.corrector.rules.corrected", lambda sentence: asked.append(sentence) or ("", []))
    await assistant.ready()
    assert asked == [""]
