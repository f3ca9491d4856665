"""What the room does for who listens and reads: text is hidden, a line copied, the screen stays awake."""

from playwright.sync_api import expect

from tests.browser.visitor import answer


def test_the_text_can_be_hidden_to_listen_first(chromium, visit, server):
    visitor = visit(chromium, server.url, viewport={"width": 390, "height": 780})
    visitor.come()
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
    visitor.come()
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
    expect(copy).to_have_text("Marked: now copy it")
    assert page.evaluate("getSelection().toString()") == "I like cats."
    assert not visitor.mistakes


def test_the_screen_stays_awake_also_after_a_look_at_something_else(chromium, visit, server):
    visitor = visit(chromium, server.url)
    visitor.come()
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
