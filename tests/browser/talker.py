"""A student in the room, in any engine: what they can do there, what they see and hear, and what of it arrived."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from providers.base import Audio
from tests.browser.engines import Screen
from tests.browser.sound_server import SoundServer
from tests.browser.wire import Wire
from tests.conftest import Server
from tests.support.speech import heard_in, is_whole, likeness, spoken, word_errors
from tests.support.student import Student

WITHIN_S = 20
STOPS_WITHIN_MS = 300
TEXT = "selector => document.querySelector(selector)?.textContent.trim() ?? ''"
TEXTS = "selector => [...document.querySelectorAll(selector)].map(found => found.textContent.trim())"
LOUDEST = "() => Math.max(0, ...window.__heard.levels.map(([, level]) => level))"
COUNT = "() => window.__heard.levels.length"
NOW = "() => Math.max(0, ...window.__heard.levels.slice(-5).map(([, level]) => level))"
PRESSES = """() => {
  for (const type of ['pointerdown', 'click'])
    addEventListener(type, ({ timeStamp }) => { window.__pressed = timeStamp }, true)
}"""
# While its clock stands, as Firefox's does when the microphone is opened, nothing plays and the level is an old one.
LOUD_AFTER = """pressed => {
  const levels = window.__heard.levels.filter(([clock], i, all) => clock !== all[i - 1]?.[0])
  const before = levels.filter(([, , at]) => at > pressed - 500 && at <= pressed).map(([, level]) => level)
  const loud = levels.filter(([, level, at]) => at > pressed && level > 0.001).map(([, , at]) => at - pressed)
  return { before: Math.max(0, ...before), last: Math.max(0, ...loud) }
}"""
LEAVE = "() => !dispatchEvent(new Event('beforeunload', {cancelable: true}))"
WITHIN = "(from, to) => window.__heard.levels.filter(([at]) => at > from && at < to).map(([, level]) => level)"


def falls_silent(run: Callable[..., Any], within_ms: int) -> None:
    """From the last press on, and for a second: the voice stops and does not go on. `run` runs a function in the page,
    which was told to look at its presses."""
    pressed = run("() => window.__pressed")
    while run("() => performance.now()") < pressed + within_ms + 1000:
        time.sleep(0.05)
    loud = run(LOUD_AFTER, pressed)
    assert loud["before"] > 0.02, "it was speaking"
    assert loud["last"] < within_ms, f"heard {loud['last']} ms after the press"


class Talker:
    """`stored` is what the server has of this conversation, whatever the page shows."""

    def __init__(self, screen: Screen, wire: Wire, server: Server, student: Student, sound: SoundServer) -> None:
        self.screen, self.wire, self.server, self.student, self.sound = screen, wire, server, student, sound
        self.session = 0

    def enter(self, scenario: str = "Small talk with a neighbor") -> "Talker":
        """Start a conversation and wait for the partner's first words to end."""
        return self.join(self.student.start(scenario)).ready()

    def join(self, session: int) -> "Talker":
        """Open the room of a conversation that goes on."""
        self.session = session
        self.screen.sign_in(self.wire.url, dict(self.student.http.cookies))
        return self.reload()

    def reload(self) -> "Talker":
        self.screen.open(f"{self.wire.url}/conversation/{self.session}")
        self.until(lambda: self.bubbles("partner"), "the partner's first words")
        return self

    def guards(self) -> bool:
        """Whether leaving the page would be asked about."""
        return self.screen.run(LEAVE)

    def hear(self, recording: bytes) -> None:
        """Say this into the microphone of a page that listens."""
        self.listening()
        self.sound.say(recording).wait(30)
        time.sleep(0.2)  # what was said last is still on its way through the sound server

    def hold(self, recording: bytes) -> None:
        self.screen.press("Start talking")
        self.hear(recording)
        self.screen.release()

    def tap(self, recording: bytes) -> None:
        self.screen.click("Start talking")
        self.hear(recording)
        self.screen.click("Stop talking")

    def space(self, recording: bytes) -> None:
        self.screen.run("() => document.activeElement.blur()")
        self.screen.key_down("Space")
        self.hear(recording)
        self.screen.key_up("Space")

    def tab_to(self, name: str) -> None:
        """From the top of the page to what has this id, with the keyboard alone."""
        self.screen.run("() => document.querySelector('a').focus()")
        for _ in range(40):
            self.screen.key("Tab")
            if self.screen.run("() => document.activeElement.id") == name:
                return
        raise AssertionError(f"{name} is not reached with Tab")

    def type(self, text: str) -> None:
        self.screen.fill("type your answer", text)
        self.screen.click("Send")

    def phase(self) -> str:
        return self.screen.run(TEXT, "#phase")

    def notices(self) -> str:
        return self.screen.run(TEXT, "#notices")

    def bubbles(self, who: str) -> list[str]:
        return self.screen.run(TEXTS, f"#transcript .{who}")

    def loudness(self) -> float:
        """The loudest moment that reached the loudspeaker (root mean square, full scale is 1)."""
        return self.screen.run(LOUDEST)

    def loudest(self, when: float, seconds: float) -> float:
        """The loudest moment within this time of the clock of its sound."""
        return max(self.screen.run(WITHIN, when, when + seconds), default=0.0)

    def sounds(self) -> bool:
        """Whether something is heard just now."""
        return self.screen.run(NOW) > 0.02

    def is_quiet(self) -> bool:
        """Nothing reaches the loudspeaker any more."""
        time.sleep(0.2)
        before = self.screen.run(COUNT)
        self.until(lambda: self.screen.run(COUNT) >= before + 10, "the loudspeaker was listened to")
        return (
            max(self.screen.run("from => window.__heard.levels.slice(from).map(([, level]) => level)", before)) < 0.001
        )

    def starts(self) -> list[dict[str, Any]]:
        """The pieces of sound the page started: when and for how long, on the clock of its sound."""
        return self.screen.run("() => window.__heard.starts")

    def mistakes(self) -> list[str]:
        return self.screen.run("() => window.__mistakes")

    def until(self, seen: Callable[[], Any], what: str, within: float = WITHIN_S) -> Any:
        deadline = time.monotonic() + within
        while not (answer := seen()):
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {within} s: {what}; {self.phase()!r}, {self.notices()!r}")
            time.sleep(0.05)
        return answer

    def shows(self, phase: str, within: float = WITHIN_S) -> "Talker":
        self.until(lambda: phase.lower() in self.phase().lower(), phase, within)
        return self

    def ready(self) -> "Talker":
        return self.shows("Ready", 30)

    def listening(self) -> None:
        self.shows("Listening")

    def says(self, note: str) -> "Talker":
        self.until(lambda: note in self.notices(), note)
        return self

    def heard(self, count: int = 1) -> list[str]:
        """Wait for this many bubbles of the student's."""
        self.until(lambda: len(self.bubbles("student")) >= count, f"{count} answers")
        return self.bubbles("student")

    def stored(self, who: str = "student") -> list[sqlite3.Row]:
        with sqlite3.connect(self.server.data_dir / "talkbuddy.db", timeout=10) as db:
            db.row_factory = sqlite3.Row
            rows = db.execute(
                "SELECT * FROM turns WHERE session_id = ? AND who = ? ORDER BY id", (self.session, who)
            ).fetchall()
        db.close()
        return rows

    def recording(self, number: int = -1) -> bytes:
        """The newest one, as the server keeps it."""
        name = self.stored()[number]["recording"]
        (path,) = (self.server.data_dir / "recordings").rglob(Path(name).name)
        return path.read_bytes()

    def arrived(self, *said: str) -> None:
        """The newest takes are these, whole, and what is written of each is what the recogniser hears in it.

        Not what it ought to hear: two engines filter echo and noise, on a busy machine so that it mishears.
        """
        rows = self.stored()[-len(said) :]
        takes = [self.recording(number) for number in range(-len(said), 0)]
        heard = heard_in(
            [Audio(take, row["mime"]) for take, row in zip(takes, rows, strict=True)], self.server.data_dir
        )
        for sentence, take, row, words in zip(said, takes, rows, heard, strict=True):
            alike = {each: likeness(take, spoken(each)) for each in said}
            assert is_whole(take, spoken(sentence)), (sentence, alike)
            assert max(alike, key=alike.__getitem__) == sentence, alike
            assert word_errors(words, row["text"]) < 0.3, (words, row["text"])

    def picture(self, path: Path) -> None:
        path.parent.mkdir(exist_ok=True)
        self.screen.picture(path)
