"""A microphone that is lost, in use or not to be had: what happened is said, what to do next, and nothing is lost."""

from playwright.sync_api import expect

from tests.browser.conftest import FAKE_MICROPHONE
from tests.conftest import free_port
from tests.support.speech import spoken

SHORT = {"tts": ["browser"]}  # its double takes no time
SWIM, COOK = "I like to swim in the sea.", "I cook dinner for my family."
HOME = "home.test"  # as a computer is called in a network at home
IN_USE_ONCE = """() => {
  const devices = navigator.mediaDevices
  const ask = devices.getUserMedia
  devices.getUserMedia = async () => {
    devices.getUserMedia = ask
    throw new DOMException('', 'NotReadableError')
  }
}"""
NO_HTTPS = "() => { Object.defineProperty(navigator, 'mediaDevices', { value: undefined }) }"


def answers_in_writing(talker, count: int) -> None:
    talker.type("I like cats.")
    assert "I like cats." in talker.heard(count)[-1]
    talker.until(lambda: "And then?" in talker.bubbles("partner")[-1], "the answer")
    talker.ready()


def test_what_was_said_before_the_plug_was_pulled_arrives_and_the_next_take_works(engine, someone):
    talker = someone("voice_double", "unplug_double", **SHORT).enter()
    talker.screen.click("Start talking")
    talker.hear(spoken(SWIM))
    talker.screen.run("() => window.__unplug()")
    talker.heard()
    talker.ready()
    talker.tap(spoken(COOK))
    talker.heard(2)
    assert len(talker.stored()) == 2
    talker.arrived(SWIM, COOK)
    assert not talker.mistakes()


def test_a_microphone_in_use_and_a_page_without_https_are_explained_and_typing_goes_on(engine, someone):
    talker = someone("voice_double", **SHORT).enter()
    talker.screen.run(IN_USE_ONCE)
    talker.screen.click("Start talking")
    talker.says("Another program uses the microphone. Close it and try again, or type your answer.").ready()
    answers_in_writing(talker, 1)
    talker.tap(spoken(SWIM))
    talker.heard(2)
    talker.ready()
    assert "Another program" not in talker.notices()
    talker.arrived(SWIM)
    talker.screen.run(NO_HTTPS)
    talker.screen.click("Start talking")
    talker.says("This page needs https (or localhost) to hear you. You can type.").ready()
    answers_in_writing(talker, 3)
    assert not talker.mistakes()


def test_a_room_that_really_has_no_https_is_there_for_typing(chromium_with, visit, start_server):
    port = free_port()
    server = start_server(PORT=port, BASE_URL=f"http://{HOME}:{port}")
    browser = chromium_with(*FAKE_MICROPHONE, f"--host-resolver-rules=MAP {HOME} 127.0.0.1")
    visitor = visit(browser, f"http://{HOME}:{port}")
    visitor.use(server.student())
    page = visitor.page
    page.goto("/dashboard")
    visitor.start()
    assert not page.evaluate("isSecureContext")
    page.get_by_role("button", name="Start talking").click()
    expect(page.locator("#note-mic")).to_contain_text("This page needs https (or localhost) to hear you.")
    visitor.type("I like cats.")
    expect(page.locator("#transcript .student")).to_contain_text("I like cats.")
    visitor.speaking()
    visitor.ready()
    assert visitor.loudness() > 0.02 and not visitor.mistakes
