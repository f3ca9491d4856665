"""Beside an answer stands what was good about it, and beside the partner's how long it took."""

import json

from playwright.sync_api import expect

from services.help import corrector
from tests.browser.test_room_help import BETTER, LAKE, wish
from tests.browser.visitor import answer
from tests.support.speech import mp3
from tests.support.vendors import Vendors

RIGHT = "I went to the lake because it was warm."


def test_praise_and_the_milliseconds_of_a_turn_are_shown(chromium, visit, start_server):
    with Vendors() as vendors:
        vendors.sound = mp3("That is good to hear.")
        visitor = visit(chromium, start_server(**vendors.settings).url)
        page = visitor.page
        visitor.register("praised@example.org")
        visitor.add_key("OpenAI", "sk-loopback-0123456789")
        wish(visitor, "each")
        page.goto("/dashboard")
        visitor.start()
        for number, (said, better, praise) in enumerate(
            (
                (LAKE, BETTER, "Well done: we would change only one word."),
                (RIGHT, RIGHT, 'Well done: you joined two ideas with "because", and we found no mistake.'),
            )
        ):
            found = {"better": better, "kind": "none" if said == better else "tense", "why": ""}
            vendors.answers[corrector.INSTRUCTIONS] = json.dumps(found)
            answer(visitor, said)
            chip = page.locator(".student").nth(number).locator(".chip")
            expect(chip.locator(".praise")).to_be_visible()
            expect(chip.locator(".praise")).to_have_text(praise)
            expect(chip.locator(".better")).to_be_visible(visible=said != better)
            (took,) = [usage for usage in visitor.of("usage")[number + 1 :]]
            assert took["first_audio_ms"] > 0
            meta = page.locator(".partner").last.locator(".meta")
            expect(meta).to_be_visible()
            expect(meta).to_have_text(f"{took['first_audio_ms']} ms to first sound")
    assert not visitor.mistakes
