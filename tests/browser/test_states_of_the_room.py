"""Every state of the room in every mode: what a talk goes through, help beside it, and what goes wrong."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.frames import Frames
from tests.browser.tour import Tour
from tests.conftest import Server
from tests.support.speech import mp3
from tests.support.student import Student
from tests.support.talks import teaching
from tests.support.vendors import Vendors

LAKE = "Yesterday I go to the lake with my sister, and we swim there for two hours."
BETTER = "Yesterday I went to the lake with my sister, and we swam there for two hours."
LONG = "I am your neighbor from the second floor, and I like to talk about the weather. "
NO_MICROPHONE = """name => {
  navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', name))
}"""
NOTES = {"NotFoundError": "We found no microphone.", "NotAllowedError": "The microphone is blocked."}


@pytest.fixture
def teacher() -> Iterator[Vendors]:
    """A model that corrects, translates and hints, and a voice that speaks for a long time."""
    with Vendors() as vendors:
        vendors.sound = mp3(LONG * 4)
        vendors.answers = teaching("Das klingt gut. Was kochst du?", BETTER)
        yield vendors


@pytest.fixture
def enter(chromium, visit) -> Callable[[Server, Student], tuple[Tour, Frames, int]]:
    """Open the room of a new talk; it is not waited for."""

    def open_room(server: Server, student: Student) -> tuple[Tour, Frames, int]:
        tour = Tour(visit(chromium, server.url, bypass_csp=True))
        tour.visitor.use(student)
        talk = student.start()
        frames = Frames(tour.page)
        tour.page.goto(f"/conversation/{talk}")
        return tour, frames, talk

    return open_room


def is_quiet(tour: Tour) -> None:
    """The partner has spoken long enough."""
    tour.visitor.speaking()
    tour.page.get_by_role("button", name="Stop the voice").click()
    tour.visitor.ready()


def test_a_talk_from_the_first_words_to_the_help(enter, start_server, teacher, microphone, tmp_path):
    server = start_server(**teacher.settings)
    student = server.student()
    student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
    student.post("/settings/providers", stt=["local"], llm=["openai", "guided"], tts=["openai", "browser"])
    student.post("/settings/practice", language="de", corrections="each", keep_recordings="on")
    tour, frames, _ = enter(server, student)
    page, phase = tour.page, tour.page.locator("#phase")
    tour.visitor.speaking(30_000)
    tour.look("room-speaking-check")
    is_quiet(tour)
    page.get_by_text("Options").click()
    page.get_by_role("switch", name="Listen first").check()
    page.get_by_role("button", name="Show the text").wait_for()
    tour.look("room-options-hidden")
    page.get_by_role("switch", name="Listen first").uncheck()
    page.get_by_text("Options").click()

    frames.hold("transcript")
    tour.visitor.tap(microphone, "I like to swim in the sea.")
    expect(phase).to_contain_text("Writing down what you said")
    tour.look("room-writing")
    frames.hold("ai_response_delta")
    expect(phase).to_contain_text("is thinking")
    tour.look("room-thinking")
    frames.let_go()
    is_quiet(tour)

    tour.visitor.type(LAKE)
    is_quiet(tour)
    expect(page.locator(".student .chip").last).to_contain_text("use went")
    page.get_by_role("button", name="Translate").last.click()
    expect(page.locator(".translation").last).to_contain_text("Das klingt gut.")
    for offered in ("Stuck? Get an idea", "How can I begin?"):
        page.get_by_role("button", name=offered).click()
        expect(page.locator("#hint")).not_to_be_empty()
    tour.look("room-help")
    page.locator(".student .chip").last.get_by_role("button", name="I didn’t say that").click()
    tour.look("room-misheard")
    page.keyboard.press("Escape")

    teacher.failures["llm"] = (401, {"error": {"message": "bad key", "code": "invalid_api_key"}})
    tour.visitor.type("I like cats.")
    is_quiet(tour)
    expect(page.locator("#note-llm")).to_contain_text("the key was rejected")
    expect(page.locator("#chain s:not(:empty)")).to_have_text(["OpenAI,"])
    tour.look("room-fallback")
    tour.visit("/settings", "settings-key-rejected")
    tour.assert_all_is_well(tmp_path)
    assert not tour.visitor.mistakes


def test_a_talk_without_a_microphone_without_a_line_and_taken_over(enter, server, tmp_path):
    student = server.student()
    tour, frames, talk = enter(server, student)
    page = tour.page
    tour.visitor.speaking(30_000)
    tour.visitor.ready()
    for error, note in NOTES.items():
        page.evaluate(NO_MICROPHONE, error)
        page.get_by_role("button", name="Start talking").click()
        expect(page.locator("#note-mic")).to_contain_text(note)
        tour.look(f"room-{error}")
    frames.break_off()
    expect(page.locator("#phase")).to_contain_text("Reconnecting")
    tour.visitor.type("I like to swim in the sea.")
    expect(page.locator("#note-link")).to_contain_text("Your answer is kept")
    tour.look("room-kept")
    frames.mend()
    expect(page.locator("#transcript .student")).to_contain_text("I like to swim in the sea.")
    tour.visitor.ready()
    with student.socket(talk) as second:
        second.until("ready")
        expect(page.locator("#phase")).to_contain_text("Closed")
        page.get_by_role("button", name="Continue here").wait_for()
        tour.look("room-another-device")
        page.get_by_role("button", name="Continue here").click()
        tour.visitor.ready()
    student.post("/logout")
    page.get_by_role("button", name="Sign in").wait_for()
    tour.look("room-signed-out")
    tour.assert_all_is_well(tmp_path)
    assert not tour.visitor.mistakes
