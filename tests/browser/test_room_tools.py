"""What helps a student in the room: tools at every bubble, hints, corrections, the sound check, and typing alone."""

import json

import pytest
from playwright.sync_api import expect

from services.help import corrector, hints, rewording
from tests.browser.conftest import Visitor
from tests.browser.test_accessibility import faults
from tests.support.speech import mp3
from tests.support.vendors import Vendors

LAKE = "Yesterday I go to the lake with my sister."
BETTER = "Yesterday I went to the lake with my sister."


@pytest.fixture
def teacher():
    """A model that corrects, translates, says it more simply and hints."""
    with Vendors() as vendors:
        vendors.sound = mp3("That is good to hear.")
        vendors.answers = {
            corrector.INSTRUCTIONS: json.dumps({"better": BETTER, "kind": "tense", "why": "It is over: use went."}),
            rewording.INSTRUCTIONS: json.dumps({"text": "Wie geht es dir?"}),
            hints.INSTRUCTIONS: json.dumps({"text": "You can talk about your family."}),
        }
        yield vendors


@pytest.fixture
def taught(chromium, visit, start_server, teacher):
    """Somebody whose model is the teacher, in a room that has said its first words."""
    visitor = visit(chromium, start_server(**teacher.settings).url, bypass_csp=True)
    visitor.register("maria@example.org")
    visitor.add_key("OpenAI", "sk-loopback-0123456789")
    visitor.prefer("stt", "local")
    visitor.page.request.post(
        "/settings/practice",
        form={"language": "de", "corrections": "each", "keep_recordings": "on"},
        headers={"Origin": visitor.url},
    )
    visitor.start()
    return visitor


def answer(visitor: Visitor, text: str) -> None:
    visitor.page.get_by_label("Or type your answer").fill(text)
    visitor.page.get_by_role("button", name="Send").click()
    visitor.page.locator("#phase", has_text="speaking").wait_for()
    visitor.ready()


def test_a_sentence_is_corrected_and_said_again(taught, microphone):
    page = taught.page
    answer(taught, LAKE)
    chip = page.locator(".student .chip")
    expect(chip).to_contain_text(BETTER)
    expect(chip).to_contain_text("use went")
    assert not faults(page)
    microphone.hears("Yesterday I want to the lake with my sister.")
    chip.get_by_role("button", name="Say it again").click()
    expect(page.locator("#hint")).to_contain_text(BETTER)
    page.locator("#phase", has_text="Listening").wait_for()
    page.wait_for_timeout(microphone.seconds * 1000)
    page.get_by_role("button", name="Stop talking").click()
    expect(page.locator(".student .verdict")).to_contain_text("Nearly.", timeout=20_000)
    expect(page.locator(".student .diff ins")).to_contain_text("missing: went")
    expect(page.locator(".student .diff del")).to_contain_text("too much: want")
    expect(page.locator("#hint")).to_be_empty()
    assert not faults(page)
    microphone.hears(BETTER)
    chip.get_by_role("button", name="Say it again").click()
    page.locator("#phase", has_text="Listening").wait_for()
    page.wait_for_timeout(microphone.seconds * 1000)
    page.get_by_role("button", name="Stop talking").click()
    expect(page.locator(".student .verdict")).to_contain_text("Well done.", timeout=20_000)
    expect(page.locator(".student")).to_have_count(1)  # saying it again is no new answer
    assert not taught.mistakes


def test_what_was_misheard_is_put_right_or_left_out(taught):
    page = taught.page
    answer(taught, LAKE)
    said = page.locator(".student")
    said.locator(".chip").get_by_role("button", name="I didn’t say that").click()
    field = page.get_by_label("What did you really say?")
    expect(field).to_have_value(LAKE)
    assert not faults(page)
    field.fill("I went to the lake.")
    page.get_by_role("button", name="Save").click()
    expect(said.locator(".text")).to_have_text("I went to the lake.")
    said.hover()
    said.get_by_role("button", name="I didn’t say that").last.click()
    page.get_by_role("button", name="Leave this sentence out").click()
    expect(said.locator(".verdict")).to_contain_text("does not count")
    expect(said.locator(".chip")).to_be_hidden()
    page.reload()
    taught.ready()
    expect(said.locator(".text")).to_have_text("I went to the lake.")
    expect(said.locator(".verdict")).to_contain_text("does not count")


def test_the_partner_is_heard_again_more_slowly_simpler_and_translated(taught):
    page = taught.page
    answer(taught, "I like cats.")
    partner = page.locator(".partner").last
    partner.hover()
    before = len(taught.sent)
    starts = page.evaluate("window.__heard.starts.length")
    partner.get_by_role("button", name="Hear again").click()
    page.locator("#phase", has_text="speaking").wait_for()
    taught.ready()
    assert page.evaluate("window.__heard.starts.length") > starts
    partner.get_by_role("button", name="Slower").click()
    page.locator("#phase", has_text="speaking").wait_for()
    taught.ready()
    assert len(taught.sent) == before, "both came from this page's memory"
    partner.get_by_role("button", name="Translate").click()
    expect(partner.locator(".translation")).to_have_text("Wie geht es dir?")
    expect(partner.locator(".translation")).to_have_attribute("lang", "de")
    partner.get_by_role("button", name="Simpler").click()
    expect(partner.locator(".simple")).to_have_text("Wie geht es dir?")
    page.locator("#phase", has_text="speaking").wait_for()
    taught.ready()
    page.reload()
    taught.ready()
    partner.hover()
    partner.get_by_role("button", name="Slower").click()
    page.locator("#phase", has_text="speaking").wait_for()
    taught.ready()
    assert [m["how"] for m in taught.sent if m["type"] == "again"] == ["simpler", "slower"]
    assert any(m.get("rate") == 0.75 for m in taught.received)
    assert not taught.mistakes


def test_ones_own_voice_is_heard_again_also_after_a_reload(taught, microphone):
    page = taught.page
    microphone.hears("I like to swim in the sea.")
    page.get_by_role("button", name="Start talking").click()
    page.locator("#phase", has_text="Listening").wait_for()
    page.wait_for_timeout(microphone.seconds * 1000)
    page.get_by_role("button", name="Stop talking").click()
    page.locator("#phase", has_text="speaking").wait_for(timeout=20_000)
    taught.ready()
    said = page.locator(".student")
    for _ in range(2):
        said.hover()
        said.get_by_role("button", name="Hear again").click()
        page.locator("#phase", has_text="speaking").wait_for()
        taught.ready()
        page.reload()
        taught.ready()
    assert not [m for m in taught.sent if m["type"] == "again"]
    assert not taught.mistakes


def test_three_hints_help_who_is_stuck_and_go_with_the_answer(taught):
    page = taught.page
    for offered in ("Stuck? Get an idea", "How can I begin?", "Show a full answer"):
        page.get_by_role("button", name=offered).click()
        expect(page.locator("#hint")).not_to_be_empty()
    expect(page.locator("#stuck")).to_be_hidden()
    assert not faults(page)
    assert [m["step"] for m in taught.sent if m["type"] == "hint"] == [1, 2, 3]
    answer(taught, "I like cats.")
    expect(page.locator("#hint")).to_be_empty()
    expect(page.get_by_role("button", name="Stuck? Get an idea")).to_be_visible()


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
    visitor.register("dark@example.org")
    visitor.start()
    page = visitor.page
    page.get_by_text("Options").click()
    page.get_by_role("main").get_by_role("button", name="Dark").click()
    visitor.ready()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 25, 27)"
    page.goto("/dashboard")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 25, 27)"


def test_a_conversation_without_scripts_is_typed(chromium, visit, server):
    visitor = visit(chromium, server.url, java_script_enabled=False)
    visitor.register("plain@example.org")
    page = visitor.page
    page.get_by_role("button", name="Start: Small talk with a neighbor").click()
    expect(page.get_by_role("log")).to_contain_text("Emma")
    expect(page.get_by_role("button", name="Start talking")).to_be_hidden()
    page.get_by_label("Or type your answer").fill("I like to swim in the sea.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".said")).to_have_count(3)
    expect(page.get_by_role("log")).to_contain_text("I like to swim in the sea.")
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
