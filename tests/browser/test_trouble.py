"""What goes wrong around a student is said in words, and nothing that was said is lost."""

from playwright.sync_api import expect

from tests.browser.frames import Frames
from tests.browser.visitor import give_key
from tests.support.speech import mp3
from tests.support.student import PASSWORD
from tests.support.vendors import Vendors


def test_escape_while_an_answer_is_written_down_neither_loses_it_nor_blocks_the_room(
    chromium, microphone, visit, server
):
    visitor = visit(chromium, server.url)
    page, frames = visitor.page, Frames(visitor.page)
    visitor.come()
    visitor.start()
    frames.hold("transcript")
    visitor.tap(microphone, "I like to cook dinner.")
    page.locator("#phase", has_text="Writing down").wait_for()
    before = len(visitor.sent)
    page.keyboard.press("Escape")
    frames.let_go()
    expect(page.locator("#transcript .student")).to_contain_text("I like to cook")
    visitor.ready()
    assert "cancel" not in [message["type"] for message in visitor.sent[before:]]
    visitor.type("And I like to eat it.")
    expect(page.locator("#transcript .student")).to_have_count(2)


def test_what_was_on_its_way_when_a_reply_was_cut_off_does_not_block_the_room(chromium, visit, start_server):
    with Vendors() as vendors:
        vendors.sound = mp3("Hello.")
        visitor = visit(chromium, start_server(**vendors.settings).url)
        page, frames = visitor.page, Frames(visitor.page)
        visitor.come()
        give_key(visitor)
        visitor.start()
        vendors.delays["tts"] = 20
        frames.hold("ai_response_delta")
        visitor.type("I like to cook dinner.")
        expect(page.locator("#transcript .student")).to_have_count(1)
        expect(page.locator("#phase")).to_contain_text("is thinking")
        frames.until_kept("processing")
        page.keyboard.press("Escape")
        expect(page.locator("#phase")).to_contain_text("Ready")
        frames.let_go()
        vendors.delays.clear()
        page.wait_for_timeout(500)
        expect(page.locator("#phase")).to_contain_text("Ready", timeout=1)
        visitor.type("And I like to eat it.")
        visitor.speaking()
        visitor.ready()


def test_a_server_that_dies_in_the_middle_of_a_turn_loses_nothing(chromium, visit, start_server):
    with Vendors() as vendors:
        vendors.delays["llm"] = 30
        server = start_server(**vendors.settings)
        visitor = visit(chromium, server.url)
        page = visitor.page
        visitor.come()
        give_key(visitor)
        visitor.prefer("tts", "local")
        visitor.start()
        visitor.type("I was here before the cut.")
        expect(page.locator("#transcript .student")).to_have_count(1)
        expect(page.locator("#phase")).to_contain_text("thinking")
        server.kill()
        expect(page.locator("#phase")).to_contain_text("Reconnecting")
        visitor.type("This waits for the connection.")
        vendors.delays.clear()
        server.start()
        expect(page.locator("#transcript .student")).to_have_count(2, timeout=30_000)
        expect(page.locator("#transcript .student").first).to_contain_text("I was here before the cut.")
        expect(page.locator("#transcript")).to_contain_text("This waits for the connection.")
        expect(page.locator("#transcript .partner").last).to_contain_text("That sounds lovely. What do you cook?")
        visitor.ready()


def test_who_is_signed_out_is_told_until_they_sign_in_and_comes_back_to_the_room(chromium, visit, server):
    student = server.student()
    visitor = visit(chromium, server.url)
    page = visitor.page
    visitor.use(student)
    page.goto("/dashboard")
    visitor.start()
    room = page.url
    student.post("/logout")
    note = page.locator("#notices", has_text="You are signed out.")
    expect(note).to_be_visible()
    expect(note.get_by_role("button", name="Close this note")).to_be_hidden()
    expect(page.get_by_role("button", name="Start talking")).to_be_disabled()
    note.get_by_role("button", name="Sign in").click()
    for password in ("a wrong guess", PASSWORD):
        page.get_by_label("E-mail address").fill(student.email)
        page.get_by_label("Password").fill(password)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
    visitor.ready()
    assert page.url == room
    assert not visitor.mistakes


REWRITTEN = """window.__rewritten = []
new MutationObserver(changes => window.__rewritten.push(...changes.map(({ target }) => target.textContent)))
  .observe(document.getElementById('transcript'), { childList: true, characterData: true, subtree: true })"""


def test_a_connection_that_comes_back_writes_nothing_anew_for_a_screen_reader_to_repeat(chromium, visit, start_server):
    server = start_server()
    visitor = visit(chromium, server.url)
    page = visitor.page
    visitor.come()
    visitor.start()
    visitor.type("I like to swim.")
    expect(page.locator("#transcript .partner")).to_have_count(2)
    visitor.ready()
    page.evaluate(REWRITTEN)
    server.kill()
    expect(page.locator("#phase")).to_contain_text("Reconnecting")
    server.start()
    visitor.ready()
    assert len(visitor.of("ready")) == 2
    assert page.evaluate("window.__rewritten") == []
