"""The counter, the clock, the meter and the wave of the room show what goes on."""

import re

from playwright.sync_api import expect

from tests.browser.visitor import hear_locally

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


def seconds(shown: str) -> int:
    minutes, rest = shown.split(":")
    return 60 * int(minutes) + int(rest)


def test_counter_clock_meter_and_wave_show_what_goes_on(chromium, microphone, visit, server):
    visitor = visit(chromium, server.url)
    visitor.come()
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
