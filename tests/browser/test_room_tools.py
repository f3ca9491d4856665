"""What the room offers beside talking: voices heard again, the sound check, colours, and typing alone."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.talker import NOW, PRESSES, STOPS_WITHIN_MS, falls_silent
from tests.browser.test_accessibility import faults
from tests.browser.visitor import Visitor

# The elements that were told to play; that of a voice heard again is in no document.
PLAYED = """{
  const { play } = HTMLMediaElement.prototype
  window.__played = []
  HTMLMediaElement.prototype.play = function () {
    window.__played.push(this)
    return play.call(this)
  }
}"""
MOVES = """number => new Promise((moves, fails) => {
  setTimeout(() => fails(new Error('it does not play')), 10_000)
  const look = () => {
    const tape = window.__played[number]
    if (tape?.currentTime > 0.2) moves(tape.playbackRate)
    else setTimeout(look, 20)
  }
  look()
})"""
SHOWN = """() => {
  const text = id => document.getElementById(id).textContent
  window.__shown = []
  setInterval(() => window.__shown.push({
    phase: document.getElementById('phase').dataset.phase,
    counter: text('counter'),
    clock: text('clock'),
    level: document.getElementById('level').value,
    bar: getComputedStyle(document.querySelector('#wave i:nth-child(3)')).transform,
  }), 50)
}"""
LOCKED = """(() => {
  const { x, y, width, height } = document.querySelector('#note-sound .act').getBoundingClientRect()
  const loudest = Math.max(0, ...window.__heard.levels.map(([, level]) => level))
  return [document.getElementById('note-sound').textContent, loudest, [x + width / 2, y + height / 2]]
})()"""
REACHED = """() => {
  const button = document.getElementById('talk')
  button.scrollIntoView({ block: 'nearest' })
  const { left, right, top, bottom } = button.getBoundingClientRect()
  const places = [[(left + right) / 2, (top + bottom) / 2], [left + 20, top + 5], [right - 20, bottom - 5]]
  return places.map(place => document.elementFromPoint(...place)?.closest('button')?.id)
}"""


def answer(visitor: Visitor, text: str) -> None:
    visitor.page.get_by_label("Or type your answer").fill(text)
    visitor.page.get_by_role("button", name="Send").click()
    visitor.speaking()
    visitor.ready()


def hear_locally(visitor: Visitor) -> None:
    """As in Settings, in one step."""
    headers = {"Origin": visitor.url}
    assert visitor.page.request.post("/settings/providers", form={"stt": "local"}, headers=headers).ok


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


def test_the_partner_is_heard_again_from_memory_and_more_slowly(chromium, visit, server):
    visitor = visit(chromium, server.url)
    visitor.context.add_init_script(PLAYED)
    visitor.register("again@example.org")
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
    visitor.context.add_init_script(PLAYED)
    visitor.register("voice@example.org")
    hear_locally(visitor)
    visitor.start()
    page = visitor.page
    microphone.hears("I like to swim in the sea.")
    page.get_by_role("button", name="Start talking").click()
    page.locator("#phase", has_text="Listening").wait_for()
    page.wait_for_timeout(microphone.seconds * 1000)
    page.get_by_role("button", name="Stop talking").click()
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


def seconds(shown: str) -> int:
    minutes, rest = shown.split(":")
    return 60 * int(minutes) + int(rest)


def test_counter_clock_meter_and_wave_show_what_goes_on(chromium, microphone, visit, server):
    visitor = visit(chromium, server.url)
    visitor.register("shown@example.org")
    hear_locally(visitor)
    visitor.start()
    page, phase = visitor.page, visitor.page.locator("#phase")
    page.evaluate(SHOWN)
    microphone.hears("I like to swim in the sea.")
    page.get_by_role("button", name="Start talking").hover()
    page.mouse.down()
    for second in (1, 2):
        expect(phase).to_have_text(re.compile(f"Listening.*0:0{second}"))
        expect(page.locator("#counter")).to_be_visible()
    page.wait_for_timeout(max(0, microphone.seconds - 2) * 1000)
    page.mouse.up()
    visitor.speaking(20_000)
    visitor.ready()
    expect(page.locator("#counter")).to_be_hidden()
    shown = page.evaluate("window.__shown")
    listened, spoke = ([each for each in shown if each["phase"] == phase] for phase in ("on", "speaking"))
    assert list(dict.fromkeys(each["counter"] for each in listened))[:3] == ["0:00", "0:01", "0:02"]
    assert abs(seconds(shown[-1]["clock"]) - page.evaluate("performance.now() / 1000")) < 2
    assert seconds(shown[-1]["clock"]) > seconds(shown[0]["clock"])
    assert max(each["level"] for each in listened) > 0.1 and shown[-1]["level"] == 0
    assert len({each["bar"] for each in spoke}) > 3, "it goes up and down"
    assert not visitor.mistakes


def untouched(visitor: Visitor, expression: str):
    """Asked beside Playwright: to Chromium, whatever that asks a page is a touch."""
    asked = {"expression": expression, "returnByValue": True}
    return visitor.context.new_cdp_session(visitor.page).send("Runtime.evaluate", asked)["result"]["value"]


def test_sound_that_is_locked_waits_for_one_press(chromium_with, visit, server):
    student = server.student()
    visitor = visit(chromium_with("--autoplay-policy=document-user-activation-required"), server.url)
    visitor.use(student)
    page = visitor.page
    page.goto(f"/conversation/{student.start('Small talk with a neighbor')}")
    page.wait_for_timeout(3000)
    note, level, middle = untouched(visitor, LOCKED)
    assert "Sound is off until you touch the page." in note and level == 0
    page.mouse.click(*middle)
    visitor.speaking()
    visitor.ready()
    expect(page.locator("#note-sound")).to_have_count(0)
    assert visitor.loudness() > 0.02
    assert not visitor.mistakes


def test_the_text_can_be_hidden_to_listen_first(chromium, visit, server):
    visitor = visit(chromium, server.url, viewport={"width": 390, "height": 780})
    visitor.register("listens@example.org")
    visitor.start()
    page = visitor.page
    page.get_by_text("Options").click()
    page.get_by_role("switch", name="Listen first").check()
    page.get_by_text("Options").click()
    partner = page.locator(".partner").last
    expect(partner.locator(".text")).to_be_hidden()
    partner.get_by_role("button", name="Show the text").click()
    expect(partner.locator(".text")).to_be_visible()
    more = partner.get_by_role("button", name="More")
    expect(partner.get_by_role("button", name="Copy")).to_be_hidden()
    more.click()
    expect(more).to_have_attribute("aria-expanded", "true")
    expect(partner.get_by_role("button", name="Copy")).to_be_visible()


def test_a_line_is_copied_or_at_least_marked(chromium, visit, server):
    visitor = visit(chromium, server.url, permissions=["clipboard-read", "clipboard-write"])
    visitor.register("copies@example.org")
    visitor.start()
    page = visitor.page
    answer(visitor, "I like cats.")
    said = page.locator(".student")
    said.hover()
    copy = said.locator("[data-do=copy]")
    copy.click()
    expect(copy).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "I like cats."
    page.reload()
    visitor.ready()
    page.evaluate("document.execCommand = () => false")
    said.hover()
    copy.click()
    expect(copy).to_have_text("Marked: press Ctrl+C")
    assert page.evaluate("getSelection().toString()") == "I like cats."
    assert not visitor.mistakes


def test_the_screen_stays_awake_also_after_a_look_at_something_else(chromium, visit, server):
    visitor = visit(chromium, server.url)
    visitor.register("awake@example.org")
    visitor.context.add_init_script(
        "window.__locks = [];"
        "navigator.wakeLock.request = kind => { window.__locks.push(kind); return Promise.reject(new Error('low')) }"
    )
    visitor.start()
    page = visitor.page
    assert page.evaluate("window.__locks") == ["screen"]
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # the system takes it from a hidden page
    assert page.evaluate("window.__locks") == ["screen", "screen"]
    assert not visitor.mistakes


def test_the_sound_check_is_open_until_it_was_done_and_remembers_the_microphone(chromium, microphone, visit, server):
    visitor = visit(chromium, server.url, bypass_csp=True)
    visitor.register("check@example.org")
    visitor.start()
    page = visitor.page
    microphone.hears("One, two, three.")
    page.get_by_role("button", name="Test the microphone").click()
    expect(page.locator("#check-said")).to_contain_text("Say something now")
    expect(page.locator("#check-said")).to_contain_text("what your microphone heard", timeout=15_000)
    page.wait_for_function("document.getElementById('check-heard').currentTime > 0")
    devices = page.get_by_label("Your microphone")
    assert devices.locator("option").count() > 1, "they have names once the microphone was allowed"
    chosen = devices.locator("option").last.get_attribute("value")
    devices.select_option(chosen)
    assert not faults(page)
    page.get_by_role("button", name="Done").click()
    expect(devices).to_be_hidden()
    page.evaluate(
        "() => { const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);"
        "navigator.mediaDevices.getUserMedia = wanted => { window.__asked = wanted; return ask(wanted) } }"
    )
    page.get_by_role("button", name="Start talking").click()
    page.locator("#phase", has_text="Listening").wait_for()
    assert page.evaluate("window.__asked.audio.deviceId") == chosen
    page.keyboard.press("Escape")
    page.reload()
    visitor.ready()
    expect(devices).to_be_hidden()
    page.get_by_text("Sound check").click()
    expect(devices).to_be_visible()
    expect(devices).to_have_value(chosen)
    assert not visitor.mistakes


def test_colours_are_chosen_in_the_room_too(chromium, visit, server):
    visitor = visit(chromium, server.url, color_scheme="light")
    visitor.register("colours@example.org")
    visitor.start()
    page = visitor.page
    page.get_by_text("Options").click()
    page.get_by_role("main").get_by_role("button", name="Dark").click()
    for _ in range(2):
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        colour = "getComputedStyle(document.documentElement).backgroundColor"
        assert page.evaluate(colour) == "rgb(22, 25, 27)"
        page.goto("/dashboard")


def test_a_conversation_without_scripts_is_typed(chromium, visit, server):
    visitor = visit(chromium, server.url, java_script_enabled=False)
    visitor.register("plain@example.org")
    page = visitor.page
    page.get_by_role("button", name="Start: Small talk with a neighbor").click()
    said = page.locator(".said")  # Playwright reads no text of a <noscript>, but that of what stands in it
    expect(said).to_contain_text(["Emma"])
    expect(page.get_by_role("button", name="Start talking")).to_be_hidden()
    page.get_by_label("Or type your answer").fill("I like to swim in the sea.")
    page.get_by_role("button", name="Send").click()
    expect(said).to_contain_text(["Emma", "I like to swim in the sea.", "Emma"])
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("Please type your answer first.")
    page.get_by_role("button", name="End and get feedback").click()
    expect(page.get_by_role("main")).to_contain_text("I like to swim in the sea.")


@pytest.mark.parametrize("view", [{"color_scheme": "dark"}, {"forced_colors": "active"}, {"reduced_motion": "reduce"}])
def test_the_room_fits_a_small_phone_and_a_page_twice_as_large(chromium, visit, server, view):
    """Half the width at twice the pixels is what 200 % zoom does to a window."""
    visitor = visit(chromium, server.url, viewport={"width": 320, "height": 600}, bypass_csp=True, **view)
    visitor.register(f"{'-'.join(view.values())}@example.org")
    visitor.start()
    page = visitor.page
    answer(visitor, "I like to swim in the sea.")
    page.locator(".student .more").click()
    page.get_by_text("Sound check").click()
    assert not faults(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = page.get_by_role("button", name="Start talking").bounding_box()
    assert box and box["height"] >= 64 and box["y"] + box["height"] <= 600


def test_in_a_window_at_200_percent_the_talk_button_is_reached(chromium, visit, server):
    visitor = visit(chromium, server.url, viewport={"width": 640, "height": 450})
    visitor.register("large@example.org")
    visitor.start()
    page = visitor.page
    for _ in range(2):  # with the sound check open, and after many lines
        assert page.evaluate(REACHED) == ["talk"] * 3, "nothing covers it"
        answer(visitor, "I like to swim in the sea.")
    page.get_by_role("button", name="Start talking").click()
    page.locator("#phase", has_text="Listening").wait_for()
    page.keyboard.press("Escape")
    assert not visitor.mistakes


def test_no_sound_of_the_sound_check_is_played_into_a_take(chromium, microphone, visit, server):
    visitor = visit(chromium, server.url, bypass_csp=True)
    visitor.register("free@example.org")
    visitor.start()
    page = visitor.page
    microphone.hears("One, two, three.")
    test, said = page.get_by_role("button", name="Test the microphone"), page.locator("#check-said")
    test.click()
    expect(said).to_contain_text("Say something now")
    page.get_by_role("button", name="Start talking").click()
    expect(said).to_contain_text("what your microphone heard", timeout=15_000)
    page.wait_for_timeout(500)
    assert page.evaluate("document.getElementById('check-heard').currentTime") == 0
    page.keyboard.press("Escape")
    microphone.hears("One, two, three.")
    test.click()
    page.wait_for_function("document.getElementById('check-heard').currentTime > 0", timeout=15_000)
    page.get_by_role("button", name="Start talking").click()
    assert page.evaluate("document.getElementById('check-heard').paused")
    page.keyboard.press("Escape")
    sample = page.get_by_label("Test of your speaker")
    sample.evaluate("audio => audio.play()")
    assert not sample.evaluate("audio => audio.paused")
    page.get_by_role("button", name="Start talking").click()
    assert sample.evaluate("audio => audio.paused")
    assert not visitor.mistakes
