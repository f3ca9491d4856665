"""A page on another port of the same host, in a real Chromium that holds the victim's cookie, gets nowhere."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

PAGE = b"<!doctype html><title>Another site</title><h1>Another site</h1>"
OPEN_SOCKET = """url => new Promise(resolve => {
  const ws = new WebSocket(url)
  ws.onopen = () => resolve('open')
  ws.onerror = () => resolve('refused')
})"""
POST_FORM = """([action, fields]) => {
  const form = Object.assign(document.createElement('form'), {method: 'post', action})
  for (const [name, value] of Object.entries(fields))
    form.append(Object.assign(document.createElement('input'), {name, value}))
  document.body.append(form)
  form.submit()
}"""
FETCH = "url => fetch(url, {credentials: 'include'}).then(answer => answer.text(), () => 'refused')"
FRAMED = """url => new Promise(resolve => {
  const frame = Object.assign(document.createElement('iframe'), {src: url})
  frame.onload = resolve
  document.body.append(frame)
})"""


@pytest.fixture
def other_site() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.send_header("content-length", str(len(PAGE)))
            self.end_headers()
            self.wfile.write(PAGE)

        def log_message(self, format, *args) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def victim(chromium, visit, server):
    visitor = visit(chromium, server.url)
    visitor.come()
    visitor.start()
    return visitor


def test_it_cannot_open_the_socket_with_the_victims_cookie(victim, other_site):
    room = victim.page.url
    address = victim.page.locator("#room").get_attribute("data-socket")
    socket = f"{victim.url.replace('http', 'ws', 1)}{address}"
    attack = victim.context.new_page()
    attack.goto(other_site)
    assert attack.evaluate(OPEN_SOCKET, socket) == "refused"
    attack.goto(f"{victim.url}/history")
    assert attack.evaluate(OPEN_SOCKET, socket) == "open", "the same from the program's own page works"
    assert victim.page.url == room


@pytest.mark.parametrize("path", ["/logout", "/account/delete", "/settings/keys"])
def test_it_cannot_send_a_form_with_the_victims_cookie(victim, other_site, path):
    attack = victim.context.new_page()
    attack.goto(other_site)
    with attack.expect_navigation() as sent:
        attack.evaluate(POST_FORM, [f"{victim.url}{path}", {"password": "correct horse battery", "provider": "openai",
                                                            "api_key": "sk-of-the-attacker"}])  # fmt: skip
    assert sent.value.status == 403
    expect(attack.locator("body")).to_contain_text("This form was sent from another site.")
    attack.goto(f"{victim.url}/settings")
    assert "/settings" in attack.url and "ends in" not in attack.content(), "signed in as before, and no key"


def test_it_can_neither_read_a_page_nor_show_it_in_a_frame(victim, other_site):
    attack = victim.context.new_page()
    attack.goto(other_site)
    assert attack.evaluate(FETCH, f"{victim.url}/account/export") == "refused"
    refused: list[str] = []
    attack.on("console", lambda message: refused.append(message.text))
    for address in (other_site, f"{victim.url}/dashboard"):
        attack.evaluate(FRAMED, address)
    _, shown, empty = (frame.locator("body").inner_text() for frame in attack.frames)
    assert "Another site" in shown, "what may be framed is seen"
    assert "practise" not in empty and "TalkBuddy" not in empty and victim.url not in attack.frames[2].url, empty
    assert any("frame" in text.lower() for text in refused), refused
