"""Beside an answer stands what was good about it, and beside the partner's how long it took."""

import json

from playwright.sync_api import expect

from services.help import corrector
from tests.browser.visitor import answer, give_key, wish
from tests.support.speech import mp3
from tests.support.talks import BETTER, LAKE
from tests.support.vendors import Vendors

RIGHT = "I went to the lake because it was warm."
PRAISED = [
    "Well done: we would change only one word.",
    'Well done: you joined two ideas with "because", and we found no mistake.',
]


def test_praise_and_the_milliseconds_of_a_turn_are_shown(chromium, visit, start_server):
    with Vendors() as vendors:
        vendors.sound = mp3("That is good to hear.")
        visitor = visit(chromium, start_server(**vendors.settings).url)
        page = visitor.page
        visitor.come()
        give_key(visitor)
        wish(visitor, "each")
        visitor.start()
        for number, (said, better, praise) in enumerate(
            (
                (LAKE, BETTER, PRAISED[0]),
                (RIGHT, RIGHT, PRAISED[1]),
            )
        ):
            found = {"better": better, "kind": "none" if said == better else "tense", "why": ""}
            vendors.answers[corrector.INSTRUCTIONS] = json.dumps(found)
            answer(visitor, said)
            chip = page.locator(".student").nth(number).locator(".chip")
            expect(chip.locator(".praise")).to_be_visible()
            expect(chip.locator(".praise")).to_have_text(praise)
            expect(chip.locator(".better")).to_be_visible(visible=said != better)
            took = visitor.of("usage")[-1]
            assert took["first_audio_ms"] > 0
            meta = page.locator(".partner").last.locator(".meta")
            expect(meta).to_be_visible()
            expect(meta).to_have_text(f"{took['first_audio_ms']} ms to first sound")
        first = page.locator(".partner").first
        page.mouse.move(0, 0)
        page.get_by_label("Or type your answer").focus()
        expect(first.locator(".tools")).to_have_css("opacity", "0")
        first.hover()
        expect(first.locator(".tools")).to_have_css("opacity", "1")
        page.reload()
        visitor.ready()
        expect(page.locator(".student .praise")).to_have_text(PRAISED)
    assert not visitor.mistakes
