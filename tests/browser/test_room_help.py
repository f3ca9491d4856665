"""Help in the room from a real server and a model that is scripted: corrections, hints, translations, once more."""

import json

import pytest
from playwright.sync_api import expect

from services.help import rewording
from tests.browser.replays import PLAYED_TAP, is_played, is_sounded
from tests.browser.tour import faults
from tests.browser.visitor import answer, give_key, hear_locally, wish
from tests.support.speech import mp3
from tests.support.talks import BETTER, LAKE, teaching
from tests.support.vendors import Vendors


@pytest.fixture
def teacher():
    """A model that corrects, translates, says it more simply and hints."""
    with Vendors() as vendors:
        vendors.sound = mp3("That is good to hear.")
        vendors.answers = teaching("Wie geht es dir?")
        yield vendors


@pytest.fixture
def taught(chromium, visit, start_server, teacher):
    """Somebody whose model is the teacher, in a room that has said its first words."""
    visitor = visit(chromium, start_server(**teacher.settings).url, bypass_csp=True)
    visitor.context.add_init_script(path=PLAYED_TAP)
    visitor.come()
    give_key(visitor)
    hear_locally(visitor)
    wish(visitor, "each")
    visitor.start()
    return visitor


@pytest.mark.parametrize("when", ["end", "off"])
def test_corrections_wait_for_the_report_or_stay_away(taught, teacher, when):
    page = taught.page
    wish(taught, when)
    page.reload()
    taught.ready()
    answer(taught, LAKE)
    page.get_by_role("button", name="Stuck? Get an idea").click()
    expect(page.locator("#hint")).not_to_be_empty()  # help has been given by now
    assert not taught.of("correction")
    expect(page.locator(".student .chip")).to_be_hidden()
    page.get_by_role("button", name="End and get feedback").click()
    page.get_by_role("heading", name="Feedback").wait_for()
    expect(page.locator("#state [hx-get]")).to_have_count(0, timeout=30_000)  # nothing more is coming
    corrections = page.get_by_text("Corrections of your sentences")
    if when == "off":
        expect(corrections).to_have_count(0)
    else:
        corrections.click()
        expect(page.locator(".corrections")).to_contain_text(BETTER)


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
    expect(page.locator(".student .verdict")).to_contain_text("Nearly.")
    expect(page.locator(".student .diff ins")).to_contain_text("missing: went")
    expect(page.locator(".student .diff del")).to_contain_text("not needed: want")
    expect(page.locator("#hint")).to_be_empty()
    assert not faults(page)
    microphone.hears(BETTER)
    chip.get_by_role("button", name="Say it again").click()
    page.locator("#phase", has_text="Listening").wait_for()
    page.wait_for_timeout(microphone.seconds * 1000)
    page.get_by_role("button", name="Stop talking").click()
    expect(page.locator(".student .verdict")).to_contain_text("Well done.")
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


def test_the_partner_is_heard_again_more_slowly_simpler_and_translated(taught, teacher):
    page = taught.page
    answer(taught, "I like cats.")
    partner = page.locator(".partner").last
    partner.hover()
    before = len(taught.sent)
    is_sounded(taught, partner.get_by_role("button", name="Hear again"))
    is_played(taught, partner.get_by_role("button", name="Slower"), 0.75)
    assert len(taught.sent) == before, "both came from this page's memory"
    partner.get_by_role("button", name="Translate").click()
    expect(partner.locator(".translation")).to_have_text("Wie geht es dir?")
    expect(partner.locator(".translation")).to_have_attribute("lang", "de")
    teacher.answers[rewording.INSTRUCTIONS] = json.dumps({"text": "Nice. What do you cook?"})
    is_sounded(taught, partner.get_by_role("button", name="Simpler"))
    expect(partner.locator(".simple")).to_have_text("Nice. What do you cook?")
    page.reload()
    taught.ready()
    partner.hover()
    is_played(taught, partner.get_by_role("button", name="Slower"), 0.75)
    assert [m["how"] for m in taught.sent if m["type"] == "again"] == ["simpler", "slower"]
    assert any(m.get("rate") == 0.75 for m in taught.received)
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


def test_a_typed_line_has_no_sound_and_is_said_again_by_typing_too(taught):
    page, said = taught.page, taught.page.locator(".student")
    answer(taught, "I like cats.")
    said.hover()
    for name in ("Hear again", "Slower"):
        expect(said.get_by_role("button", name=name)).to_be_hidden()
    for typed, verdict in (("I like dogs.", "Nearly."), ("I like cats.", "Well done.")):
        said.locator(".tools").get_by_role("button", name="Say it again").click()
        page.locator("#phase", has_text="Listening").wait_for()
        expect(page.locator("#hint")).to_have_text("Say this: “I like cats.”")
        page.get_by_label("Or type your answer").fill(typed)
        page.get_by_role("button", name="Send").click()
        expect(page.locator("#hint")).to_be_empty()
        expect(said.locator(".verdict")).to_contain_text(verdict)
    expect(said.locator(".diff del")).to_have_count(0)
    expect(said).to_have_count(1)
    said.locator(".tools").get_by_role("button", name="Say it again").click()
    page.locator("#phase", has_text="Listening").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#hint")).to_be_empty()
    answer(taught, "And dogs, too.")
    expect(said).to_have_count(2)
    assert not taught.mistakes


def test_two_lines_are_translated_at_once_and_both_buttons_come_to_rest(taught, teacher):
    page = taught.page
    answer(taught, "I like cats.")
    teacher.delays["llm"] = 5
    translate = page.get_by_role("button", name="Translate")
    for number in (0, 1):
        page.locator(".said").nth(number).hover()
        translate.nth(number).click()
    expect(page.locator("#transcript [aria-busy]")).to_have_count(2)
    expect(page.locator(".translation", has_text="Wie geht es dir?")).to_have_count(2)
    expect(page.locator("#transcript [aria-busy]")).to_have_count(0)


def test_escape_closes_a_dialog_and_nothing_else(taught):
    page, said = taught.page, taught.page.locator(".student")
    answer(taught, "I like cats.")
    page.get_by_role("button", name="Start talking").click()
    page.locator("#phase", has_text="Listening").wait_for()
    said.hover()
    said.locator(".tools").get_by_role("button", name="I didn’t say that").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator("#phase")).to_contain_text("Listening")
    expect(page.get_by_text("Your recording was dropped.")).to_have_count(0)
