"""What a screen reader is given to read while a reply comes: each sentence once."""

from playwright.sync_api import expect

ADDED = """window.__added = []
new MutationObserver(changes => {
  for (const { addedNodes, target, type } of changes) {
    if (!target.parentElement?.closest('.partner .text') && !target.closest?.('.partner .text')) continue
    window.__added.push(...(type === 'characterData' ? [target.data] : [...addedNodes].map(node => node.textContent)))
  }
}).observe(document.getElementById('transcript'), { childList: true, characterData: true, subtree: true })"""


def test_a_reply_of_several_sentences_is_read_once(chromium, visit, spoken_server):
    student = spoken_server.student()
    student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
    visitor = visit(chromium, spoken_server.url)
    visitor.use(student)
    visitor.page.goto(f"/conversation/{student.start()}")
    expect(visitor.page.locator("#transcript .partner .meta")).not_to_be_empty()  # the first words are all there
    visitor.ready()
    visitor.page.evaluate(ADDED)
    visitor.type("I like to swim.")
    expect(visitor.page.locator("#transcript .partner")).to_have_count(2)
    visitor.ready()
    reply = visitor.page.locator("#transcript .partner .text").last.text_content()
    added = visitor.page.evaluate("window.__added")
    assert len(added) >= 2 and "".join(added) == reply
    assert not visitor.mistakes
