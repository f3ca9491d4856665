"""The settings in a real browser: with the keyboard alone, and with a voice that is heard before it is chosen."""

import pytest
from playwright.sync_api import expect

from tests.support.speech import mp3
from tests.support.vendors import Vendors

HEARD = "audio => new Promise(done => { audio.ontimeupdate = () => audio.currentTime > 0.3 && done() })"
KEY = "sk-loopback-0123456789"


@pytest.fixture
def vendors():
    with Vendors() as running:
        running.sound = mp3("Hello! This is how I sound.")
        yield running


def names(page, service: str) -> list[str]:
    return page.locator(f"#order [name={service}]").evaluate_all("fields => fields.map(field => field.value)")


def test_the_order_is_changed_with_the_keyboard_and_the_focus_stays_on_its_button(chromium, visit, start_server):
    visitor = visit(chromium, start_server().url)
    page = visitor.page
    visitor.come()
    page.goto("/settings")
    assert names(page, "tts") == ["local", "browser"]
    page.locator("#up-tts-browser").focus()
    with page.expect_response("**/settings/providers"):
        page.keyboard.press("Enter")
    expect(page.locator("#order [name=tts]").first).to_have_value("browser")
    expect(page.locator("#up-tts-browser")).to_be_focused()
    page.reload()
    assert names(page, "tts") == ["browser", "local"], "it was saved"
    assert not visitor.mistakes


def test_a_voice_is_heard_chosen_and_the_chain_is_tested(chromium, visit, start_server, vendors):
    visitor = visit(chromium, start_server(**vendors.settings).url)
    page = visitor.page
    visitor.come()
    visitor.add_key("OpenAI", KEY)
    page.get_by_role("link", name="Choose voice of OpenAI").click()
    page.get_by_label("Voice").select_option("alloy")
    page.get_by_role("button", name="Listen").click()
    page.locator("#sample audio").evaluate(HEARD)
    assert vendors.asked[-1][2]["voice"] == "alloy"
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Test my chain").click()
    table = page.get_by_role("table").first
    expect(table.get_by_role("row").filter(has_text="Voice").filter(has_text="OpenAI")).to_contain_text("works")
    assert vendors.asked[-1][2].get("voice", "alloy") == "alloy"
    visitor.picture("settings-tested")
    assert not visitor.mistakes
