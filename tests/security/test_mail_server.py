"""Registering through a real mail server with STARTTLS, and what happens when it does not take the mail."""

import email
import email.policy
import re

import httpx
import pytest
from aiosmtpd.controller import Controller

from tests.conftest import free_port
from tests.support.post import Postbox, self_signed
from tests.support.student import PASSWORD


@pytest.fixture
def post(tmp_path):
    """A running mail server: its mails, and the settings that lead there."""
    certificate, context = self_signed("127.0.0.1", tmp_path)
    box = Postbox()
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), tls_context=context, require_starttls=True)
    controller.start()
    yield box, {"SMTP_SERVER": "127.0.0.1", "SMTP_PORT": controller.port, "SSL_CERT_FILE": certificate}
    controller.stop()


def send(server, path: str, **fields: str) -> httpx.Response:
    return httpx.post(f"{server.url}{path}", data=fields, headers={"Origin": server.url}, trust_env=False, timeout=60)


def newest(box: Postbox):
    _, envelope = box.mails[-1]
    return envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=email.policy.default).get_content()


def test_an_account_is_confirmed_with_the_mail_that_came_encrypted(start_server, post):
    box, settings = post
    server = start_server(**settings, BASE_URL="https://talk.example.org")
    assert send(server, "/register", email="Maria@Example.org", password=PASSWORD).status_code == 200
    assert [encrypted for encrypted, _ in box.mails] == [True]
    to, text = newest(box)
    assert to == ["maria@example.org"]
    (token,) = re.findall(r"https://talk\.example\.org/verify\?token=(\S+)", text)
    assert send(server, "/verify", token=token).status_code == 303


def test_the_link_to_a_new_password_comes_by_mail_whatever_the_host_header_says(start_server, post):
    box, settings = post
    server = start_server(**settings)
    send(server, "/register", email="maria@example.org", password=PASSWORD)
    headers = {"Origin": server.url, "X-Forwarded-Host": "evil.example"}
    httpx.post(f"{server.url}/forgot", data={"email": "maria@example.org"}, headers=headers, trust_env=False)
    server.stop()  # mails that are on their way are still delivered
    to, text = newest(box)
    assert to == ["maria@example.org"] and f"{server.url}/reset?token=" in text and "evil" not in text


def test_a_mailbox_that_does_not_exist_leaves_the_account_and_is_said(start_server, post):
    _, settings = post
    server = start_server(**settings)
    answer = send(server, "/register", email="nobody@example.org", password=PASSWORD)
    assert "could not send the mail" in answer.text and "Your account is kept" in answer.text
    assert send(server, "/login", email="nobody@example.org", password=PASSWORD).status_code == 303


def test_a_mail_server_that_is_down_leaves_the_account_and_tells_everybody_alike(start_server):
    server = start_server(SMTP_SERVER="127.0.0.1", SMTP_PORT=free_port())
    answer = send(server, "/register", email="maria@example.org", password=PASSWORD)
    assert "could not send the mail" in answer.text
    assert send(server, "/login", email="maria@example.org", password=PASSWORD).status_code == 303
    pages = [send(server, "/forgot", email=f"{name}@example.org").text for name in ("maria", "nobody")]
    assert pages[0] == pages[1] and "could not send the mail" in pages[0]
