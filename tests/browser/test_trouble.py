"""What goes wrong around a student is said in words, and nothing that was said is lost."""

from playwright.sync_api import expect

from tests.browser.conftest import FAKE_MICROPHONE, Visitor
from tests.support.vendors import Vendors


def answer_by_typing(visitor: Visitor, text: str) -> None:
    visitor.page.get_by_label("Or type your answer").fill(text)
    visitor.page.get_by_role("button", name="Send").click()


def press(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Start talking").click()


def test_a_refused_microphone_is_explained_and_typing_goes_on(chromium_with, visit, server):
    visitor = visit(chromium_with("--use-fake-device-for-media-stream", "--deny-permission-prompts"), server.url)
    visitor.register("refused@example.org")
    visitor.start()
    press(visitor)
    expect(visitor.page.locator("#notices")).to_contain_text("The microphone is blocked.")
    visitor.ready()
    answer_by_typing(visitor, "I like cats.")
    expect(visitor.page.locator("#transcript .student")).to_contain_text("I like cats.")


def test_where_there_is_no_microphone_it_says_so(chromium_with, visit, server):
    visitor = visit(chromium_with(FAKE_MICROPHONE[0]), server.url)
    visitor.register("none@example.org")
    visitor.start()
    press(visitor)
    expect(visitor.page.locator("#notices")).to_contain_text("We found no microphone.")
    visitor.ready()


def test_a_server_that_dies_in_the_middle_of_a_turn_loses_nothing(chromium, visit, start_server):
    with Vendors() as vendors:
        vendors.delays["llm"] = 30
        server = start_server(**vendors.settings)
        visitor = visit(chromium, server.url)
        page = visitor.page
        visitor.register("cut@example.org")
        visitor.add_key("OpenAI", "sk-loopback-0123456789")
        visitor.prefer("tts", "local")
        visitor.start()
        answer_by_typing(visitor, "I was here before the cut.")
        expect(page.locator("#transcript .student")).to_have_count(1)
        expect(page.locator("#phase")).to_contain_text("thinking")
        server.kill()
        expect(page.locator("#phase")).to_contain_text("Reconnecting")
        answer_by_typing(visitor, "This waits for the connection.")
        vendors.delays.clear()
        server.start()
        expect(page.locator("#transcript .student")).to_have_count(2, timeout=30_000)
        expect(page.locator("#transcript .student").first).to_contain_text("I was here before the cut.")
        expect(page.locator("#transcript")).to_contain_text("This waits for the connection.")
        expect(page.locator("#transcript .partner").last).to_contain_text("That sounds lovely. What do you cook?")
        visitor.ready()


def test_a_second_window_takes_over_and_the_first_can_take_it_back(chromium, visit, server):
    visitor = visit(chromium, server.url)
    visitor.register("twice@example.org")
    visitor.start()
    second = visitor.context.new_page()
    second.goto(visitor.page.url)
    expect(second.locator("#phase")).to_contain_text("Ready")
    expect(visitor.page.locator("#notices")).to_contain_text("another device")
    visitor.page.get_by_role("button", name="Continue here").click()
    visitor.ready()
    expect(second.locator("#notices")).to_contain_text("another device")


def test_the_space_bar_talks_and_escape_drops_the_take(chromium, visit, server):
    visitor = visit(chromium, server.url)
    visitor.register("keys@example.org")
    visitor.start()
    page = visitor.page
    page.get_by_role("heading", level=1).click()
    page.keyboard.down("Space")
    page.locator("#phase", has_text="Listening").wait_for()
    page.keyboard.press("Escape")
    expect(page.locator("#notices")).to_contain_text("Your recording was dropped.")
    page.keyboard.up("Space")
    visitor.ready()
    assert not [message for message in visitor.sent if message["type"] in ("audio_complete", "transcript_direct")]
