"""The partner's voice and one's own are heard again: from memory, more slowly, after a reload."""

from tests.browser.replays import MOVES, PLAYED_TAP, is_played, is_sounded
from tests.browser.talker import NOW, PRESSES, STOPS_WITHIN_MS, falls_silent
from tests.browser.visitor import answer, hear_locally


def test_the_partner_is_heard_again_from_memory_and_more_slowly(chromium, visit, server):
    visitor = visit(chromium, server.url)
    visitor.context.add_init_script(path=PLAYED_TAP)
    visitor.come()
    visitor.start()
    page = visitor.page
    answer(visitor, "I like cats.")
    partner = page.locator(".partner").last
    partner.hover()
    again, slower = (partner.get_by_role("button", name=name) for name in ("Hear again", "Slower"))
    sent = len(visitor.sent)
    is_sounded(visitor, again)
    is_played(visitor, slower, 0.75)
    assert len(visitor.sent) == sent, "nobody was asked"
    stop = page.get_by_role("button", name="Stop the voice")
    page.evaluate(PRESSES)
    again.click()
    while page.evaluate(NOW) < 0.02:
        page.wait_for_timeout(20)
    stop.click()
    visitor.ready(1000)
    falls_silent(page.evaluate, STOPS_WITHIN_MS)
    number = page.evaluate("window.__played.length")
    slower.click()
    page.evaluate(MOVES, number)
    stop.click()
    visitor.ready(1000)
    assert page.evaluate("number => window.__played[number].paused && !window.__played[number].ended", number)
    assert not visitor.mistakes


def test_ones_own_voice_is_heard_again_also_after_a_reload(chromium, microphone, visit, server):
    visitor = visit(chromium, server.url)
    visitor.context.add_init_script(path=PLAYED_TAP)
    visitor.come()
    hear_locally(visitor)
    visitor.start()
    page = visitor.page
    visitor.tap(microphone, "I like to swim in the sea.")
    visitor.speaking(20_000)
    visitor.ready()
    said = page.locator(".student")
    for _ in range(2):
        said.hover()
        is_played(visitor, said.get_by_role("button", name="Hear again"))
        page.reload()
        visitor.ready()
    assert not [m for m in visitor.sent if m["type"] == "again"]
    assert not visitor.mistakes
