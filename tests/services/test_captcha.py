"""hCaptcha: without a clear yes from the server that was set, nobody registers."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from config.settings import Settings, SettingsError
from services import captcha as captchas
from services.captcha import FIELD, Captcha
from services.problems import FieldProblem
from tests.conftest import free_port


@contextmanager
def hcaptcha(status: int, body: bytes) -> Iterator[tuple[Settings, list[dict]]]:
    """A loopback server that answers like this, the settings for it, and what it was asked."""
    asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(parse_qs(self.rfile.read(int(self.headers["content-length"])).decode()))
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format, *args) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield configured(f"http://127.0.0.1:{server.server_port}/siteverify"), asked
    server.shutdown()
    thread.join()
    server.server_close()


def configured(url: str) -> Settings:
    return Settings(hcaptcha_site_key="site", hcaptcha_secret_key="secret", hcaptcha_verify_url=url)


async def test_a_yes_lets_one_through_and_the_servers_secret_is_what_was_sent():
    with hcaptcha(200, b'{"success": true}') as (settings, asked):
        await Captcha(settings).check("an answer")
    assert asked == [{"secret": ["secret"], "response": ["an answer"], "sitekey": ["site"]}]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b'{"success": false, "error-codes": ["invalid-input-response"]}'),
        (200, b'{"success": "true"}'),
        (200, b"[]"),
        (200, b"null"),
        (200, b"<html>hello</html>"),
        (302, b""),
        (500, b'{"success": true}'),
    ],
)
async def test_anything_else_does_not(status, body):
    with hcaptcha(status, body) as (settings, _):
        with pytest.raises(FieldProblem) as refused:
            await Captcha(settings).check("an answer")
    assert refused.value.field == FIELD and "again" in str(refused.value)


async def test_a_service_that_is_down_or_hangs_is_said_in_words(monkeypatch):
    monkeypatch.setattr(captchas, "TIMEOUT_SECONDS", 0.5)
    with pytest.raises(FieldProblem, match="cannot reach hCaptcha.*later"):
        await Captcha(configured(f"http://127.0.0.1:{free_port()}")).check("an answer")


async def test_without_an_answer_nobody_is_asked():
    with hcaptcha(200, b'{"success": true}') as (settings, asked):
        with pytest.raises(FieldProblem, match="tick the box"):
            await Captcha(settings).check("")
    assert asked == []


async def test_where_it_is_not_set_nothing_is_checked():
    await Captcha(Settings()).check("")


@pytest.mark.parametrize("name", ["HCAPTCHA_SITE_KEY", "HCAPTCHA_SECRET_KEY"])
def test_one_key_without_the_other_stops_the_start(name):
    with pytest.raises(SettingsError, match="belong together"):
        Settings.load({name: "x"}, dotenv=None)
