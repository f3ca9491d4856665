"""In every engine: an element plays what the engine itself recorded, from memory and from the server, and slowly."""

from tests.browser.talker import Talker
from tests.support.speech import spoken
from tests.support.story import SENTENCE

AGAIN, SLOWER = ".tools [data-do=hear]:not([data-rate])", ".tools [data-rate]"
FOCUS = """selector => {
  const found = [...document.querySelectorAll(selector)].at(-1)
  found.focus()
  return document.activeElement === found
}"""
PLAYS = "() => window.__played.length"
ENDED = "number => window.__played[number]?.ended"
TAPE = """number => {
  const { currentTime, playbackRate, src } = window.__played[number]
  return [currentTime, playbackRate, src]
}"""


def press(talker: Talker, who: str, tool: str) -> None:
    """With a real key; where nothing can hover, as in a Firefox without a window, the tool is under More."""
    bubble = f"#transcript .{who}"
    if not talker.screen.run(FOCUS, f"{bubble} {tool}"):
        assert talker.screen.run(FOCUS, f"{bubble} .more")
        talker.screen.key("Enter")
        assert talker.screen.run(FOCUS, f"{bubble} {tool}")
    talker.screen.key("Enter")


def played(talker: Talker, who: str, tool: str) -> tuple[float, float, str]:
    """Press this tool of the last such bubble and let it play to its end: how far it got, how fast, and from where."""
    number = talker.screen.run(PLAYS)
    press(talker, who, tool)
    talker.until(lambda: talker.screen.run(ENDED, number), "it plays to its end")
    talker.ready()
    assert talker.screen.run(PLAYS) == number + 1
    return talker.screen.run(TAPE, number)


def test_ones_own_voice_and_the_partners_more_slowly_are_heard_again_also_after_a_reload(engine, someone, partner):
    partner.reply = ["That is good to hear."]
    talker = someone("played_tap").enter()
    talker.tap(spoken(SENTENCE))
    talker.heard()
    talker.shows("speaking").ready()
    lasted, rate, source = played(talker, "student", AGAIN)
    assert lasted > 2 and rate == 1 and source.startswith("blob:")
    lasted, rate, _ = played(talker, "partner", SLOWER)
    assert lasted > 1 and rate == 0.75
    talker.reload().ready()
    lasted, rate, source = played(talker, "student", AGAIN)
    assert lasted > 2 and rate == 1 and "/recordings/" in source
    assert "could not be played" not in talker.notices() and not talker.mistakes()
