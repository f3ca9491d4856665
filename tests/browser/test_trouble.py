"""What goes wrong around a student is said in words, and nothing that was said is lost."""

from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.support.vendors import Vendors


def answer_by_typing(visitor: Visitor, text: str) -> None:
    visitor.page.get_by_label("Or type your answer").fill(text)
    visitor.page.get_by_role("button", name="Send").click()


def test_escape_while_an_answer_is_written_down_neither_loses_it_nor_blocks_the_room(
    chromium, microphone, visit, start_server
):
    with Vendors() as vendors:
        vendors.delays["stt"] = 2
        visitor = visit(chromium, start_server(**vendors.settings).url)
        page = visitor.page
        visitor.register("escape@example.org")
        visitor.add_key("OpenAI", "sk-loopback-0123456789")
        visitor.prefer("stt", "openai")
        visitor.start()
        microphone.hears("I like to cook dinner.")
        page.get_by_role("button", name="Start talking").click()
        page.locator("#phase", has_text="Listening").wait_for()
        page.wait_for_timeout(microphone.seconds * 1000)
        page.get_by_role("button", name="Stop talking").click()
        page.locator("#phase", has_text="Writing down").wait_for()
        page.keyboard.press("Escape")
        expect(page.locator("#transcript .student")).to_contain_text("I like to cook", timeout=20_000)
        visitor.ready()
        answer_by_typing(visitor, "And I like to eat it.")
        expect(page.locator("#transcript .student")).to_have_count(2)


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
