"""States of the room that are rare or short, in every mode: they are brought about in the page and stand still."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.tour import DESKTOP, PHONE, Tour

# The room's socket, and a sound check that listens until it is told.
IN_HAND = """{
  const [Real, soon] = [WebSocket, setTimeout]
  window.WebSocket = class extends Real {
    constructor(...all) {
      super(...all)
      window.__line = this
    }
  }
  window.setTimeout = (act, ms, ...all) => {
    if (ms !== 4000) return soon(act, ms, ...all)
    window.__heardEnough = act
  }
}"""
TELL = "message => window.__line.onmessage({ data: message })"
REFUSED = """() => {
  window.WebSocket = class {}
  for (let tries = 0; tries < 5; tries++) window.__line.onclose({ code: 1006 })
}"""
ASKS = """() => {
  navigator.mediaDevices.getUserMedia = () => new Promise((_, refuse) => { window.__refuse = refuse })
}"""
ANSWERED = "() => window.__refuse(new DOMException('', 'NotAllowedError'))"
LOCKED = """() => {
  Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended', configurable: true })
}"""
UNLOCKED = "() => delete AudioContext.prototype.state"
IDLE = "Nothing has happened for a long time. Say or type something, or this conversation ends in 12 minutes."


@pytest.fixture
def tour(chromium, visit, server) -> Tour:
    """In the room, where the partner's first words are over."""
    tour, student = Tour(visit(chromium, server.url, bypass_csp=True)), server.student()
    tour.visitor.context.add_init_script(IN_HAND)
    tour.visitor.use(student)
    tour.page.goto(f"/conversation/{student.start()}")
    tour.visitor.ready()
    return tour


def test_what_comes_of_a_sentence_said_again_and_what_is_rare(tour, tmp_path):
    page, said = tour.page, tour.page.locator(".student")
    page.get_by_role("button", name="Test the microphone").click()
    expect(page.locator("#check-said")).to_contain_text("Say something now")
    tour.look("room-check-listening")
    page.set_viewport_size(PHONE)
    expect(page.locator("#check-said")).to_be_in_viewport()
    page.set_viewport_size(DESKTOP)
    page.evaluate("() => window.__heardEnough()")
    expect(page.locator("#check-said")).to_contain_text("what your microphone heard")
    page.get_by_role("button", name="Done").click()

    tour.visitor.type("I like cats and other animals.")
    tour.visitor.speaking()
    page.get_by_role("button", name="Stop the voice").click()
    said.locator(".tools").get_by_role("button", name="Say it again").click()
    expect(page.locator("#phase")).to_contain_text("Listening")
    tour.visitor.type("I likes cats and animals.")
    expect(said.locator(".verdict")).to_contain_text("Nearly.")
    tour.look("room-said-again")

    page.evaluate(LOCKED)
    page.locator(".partner").first.get_by_role("button", name="Hear again").click()
    expect(page.locator("#note-sound")).to_contain_text("Sound is off until you touch the page.")
    tour.look("room-locked")
    page.evaluate(UNLOCKED)
    page.keyboard.press("Shift")
    tour.visitor.speaking()
    page.get_by_role("button", name="Stop the voice").click()

    page.evaluate(ASKS)
    page.get_by_role("button", name="Start talking").click()
    expect(page.locator("#note-mic")).to_contain_text("Please answer the browser’s question")
    tour.look("room-asking")
    page.evaluate(ANSWERED)
    page.evaluate(TELL, json.dumps({"type": "error", "code": "idle", "message": IDLE}))
    page.evaluate(REFUSED)
    expect(page.locator("#note-link").get_by_role("button", name="Reload")).to_be_visible()
    tour.look("room-idle-and-refused")
    page.evaluate("() => window.__line.onclose({ code: 4408 })")
    expect(page.locator("#note-error").get_by_role("button", name="See your feedback")).to_be_visible()
    tour.look("room-ended-by-itself")
    tour.assert_all_is_well(tmp_path)
    assert not tour.visitor.mistakes


def without_scripts(route) -> None:
    """The page that a browser without scripts makes of this: axe is one itself, and needs them on."""
    served = route.fetch()
    route.fulfill(response=served, body=re.sub("<script.*?</script>|</?noscript>", "", served.text(), flags=re.DOTALL))


def test_the_room_without_scripts(chromium, visit, server, tmp_path):
    tour, student = Tour(visit(chromium, server.url, bypass_csp=True)), server.student()
    talk = student.start()
    student.post(f"/conversation/{talk}/say", text="I like cats and other animals.")
    tour.visitor.use(student)
    tour.page.route("**/conversation/**", without_scripts)
    tour.page.goto(f"/conversation/{talk}")
    tour.page.get_by_role("button", name="Send").click()
    expect(tour.page.get_by_role("alert")).to_contain_text("Please type your answer first.")
    tour.look("room-without-scripts")
    tour.assert_all_is_well(tmp_path)
