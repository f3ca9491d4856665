"""A voice that is heard again in the room: whether an element plays it, or the loudspeaker."""

from playwright.sync_api import Locator, expect

from tests.browser.visitor import HERE, Visitor

PLAYED_TAP = HERE / "played_tap.js"
MOVES = """number => new Promise((moves, fails) => {
  setTimeout(() => fails(new Error('it does not play')), 10_000)
  const look = () => {
    const tape = window.__played[number]
    if (tape?.currentTime > 0.2) moves(tape.playbackRate)
    else setTimeout(look, 20)
  }
  look()
})"""


def is_played(visitor: Visitor, button: Locator, rate: float = 1) -> None:
    """Press this: an element really plays, at this speed and to its end."""
    number = visitor.page.evaluate("window.__played.length")
    button.click()
    visitor.speaking()
    assert visitor.page.evaluate(MOVES, number) == rate
    visitor.ready()
    assert visitor.page.evaluate("number => window.__played[number].ended", number)
    expect(visitor.page.locator("#note-sound")).to_have_count(0)


def is_sounded(visitor: Visitor, button: Locator) -> None:
    """Press this: it is heard at the loudspeaker."""
    since = visitor.page.evaluate("performance.now()")
    button.click()
    visitor.speaking()
    visitor.ready()
    assert visitor.sound_after(since) > 0
    expect(visitor.page.locator("#note-sound")).to_have_count(0)
