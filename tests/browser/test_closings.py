"""A room that closes or cannot be reached says so, and offers the next step."""

from playwright.sync_api import expect

QUIET_S = 30  # a second and a half of it are left when the warning comes


def test_a_quiet_conversation_warns_stays_open_for_who_does_something_and_ends(chromium, visit, start_server):
    """It ends by itself after this time; then a report that does not load leaves the note in sight."""
    visitor = visit(chromium, start_server(SESSION_INACTIVITY_SECONDS=QUIET_S).url)
    page, note, phase = visitor.page, visitor.page.locator("#note-error"), visitor.page.locator("#phase")
    visitor.come()
    visitor.start()
    warning = note.filter(has_text="Nothing has happened for a long time. Say or type something, or this conversation")
    warning.wait_for(timeout=QUIET_S * 1000)
    page.get_by_role("button", name="Stuck? Get an idea").click()
    expect(page.locator("#hint")).not_to_be_empty()
    expect(note).to_have_count(0)
    page.wait_for_timeout(QUIET_S * 75)  # without it the conversation would have ended in between
    expect(phase).to_contain_text("Ready")
    visitor.type("I am still here.")
    expect(page.locator("#transcript .student")).to_contain_text("I am still here.")
    warning.wait_for(timeout=QUIET_S * 1000)
    page.route("**/history/*", lambda route: route.abort("aborted"))
    ended = page.locator("#notices", has_text="The conversation ended, because nothing happened for a long time.")
    ended.wait_for()
    expect(phase).to_contain_text("Closed")
    expect(page.get_by_role("button", name="Start talking")).to_be_disabled()
    page.unroute("**/history/*")
    ended.get_by_role("button", name="See your feedback").click()
    expect(page.get_by_role("heading", name="Feedback")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("I am still here.")
    assert [error["code"] for error in visitor.of("error")] == ["idle", "idle"]
    assert not visitor.mistakes


def test_a_conversation_that_cannot_be_reached_says_so_and_a_reload_leads_back(engine, someone):
    talker = someone("voice_double", tts=["browser"]).enter()
    talker.screen.run("() => { window.__isOld = true }")
    talker.wire.cut()
    talker.shows("Reconnecting")
    assert "cannot reach" not in talker.notices(), "it may come back soon"
    talker.says("We cannot reach this conversation. Reload the page.")
    assert talker.wire.refused >= 4, "the first of five is the connection that broke"
    talker.wire.mend()
    talker.screen.click("Reload")
    talker.until(lambda: not talker.screen.run("() => window.__isOld"), "it is loaded again")
    talker.ready()
    assert "cannot reach" not in talker.notices()
    talker.type("Here I am again.")
    talker.heard()
