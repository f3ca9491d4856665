"""With a second language every answer is in it: to a form, on the socket, by mail."""

import re

import numpy as np
import pytest

from tests.support.reading import english
from tests.support.speech import wav
from tests.support.student import PASSWORD

REFUSED = [
    ("/register", {"email": "nobody", "password": PASSWORD}),
    ("/register", {"email": "a@example.org", "password": "short"}),
    ("/register", {"email": "a@example.org", "password": "password"}),
    ("/register", {"email": "a@example.org", "password": "é" * 37}),
    ("/login", {"email": "a@example.org", "password": "wrong"}),
    ("/verify", {"token": "x"}),
    ("/reset", {"token": "x", "password": PASSWORD}),
    ("/forgot", {"email": "a@example.org"}),
    ("/account/email/confirm", {"token": "x"}),
]


@pytest.mark.parametrize(("path", "fields"), REFUSED)
def test_what_is_refused_is_explained_in_it(stranger, path, fields):
    answer = stranger.post(path, data=fields)
    assert answer.status_code in (200, 422) and english(answer.text) == []


WRONG = [
    ("/account/password", {"current_password": "wrong", "new_password": PASSWORD}),
    ("/account/password", {"current_password": PASSWORD, "new_password": "short"}),
    ("/account/email", {"email": "nobody", "current_password": PASSWORD}),
    ("/account/email", {"email": "new@example.org", "current_password": PASSWORD}),
    ("/account/delete", {"password": "wrong"}),
    ("/conversation", {"scenario_id": "99999"}),
    ("/settings/practice", {"language": "xx"}),
    ("/settings/keys", {"provider": "openai", "api_key": ""}),
    ("/settings/keys", {"provider": "nobody", "api_key": "x"}),
    ("/settings/providers", {"stt": "nobody"}),
    ("/settings/test", {}),
    ("/theme", {"theme": "light"}),
]


@pytest.mark.parametrize(("path", "fields"), WRONG)
def test_every_answer_to_a_form_is_in_it(student, content, path, fields):
    answer = student.post(path, **fields)
    assert english(answer.text, *content) == []


def test_the_socket_tells_in_it_what_went_wrong(student):
    session = student.start()
    with student.socket(session) as ws:
        ws.until("ready")
        ws.send(type="nonsense")
        told = [ws.until("error")["message"]]
        ws.until("usage")
        ws.say_aloud(wav(np.zeros(16_000, np.float32)), turn="silence")
        told.append(ws.until("error")["message"])
        ws.say_aloud(b"no recording at all", turn="noise")
        told.append(ws.until("error")["message"])
    assert all(english(words) == [] and re.search("[ȧėıȯŭ]", words) for words in told), told


def test_mails_are_written_in_it(stranger):
    stranger.post("/register", data={"email": "reader@example.org", "password": PASSWORD})
    stranger.post("/register", data={"email": "reader@example.org", "password": PASSWORD})
    stranger.post("/forgot", data={"email": "reader@example.org"})
    page = stranger.get("/outbox").text
    mails = re.findall(r"<article>.*?</article>", page, re.S)
    mine = [re.sub(r"http[^<]+|reader@", "", mail) for mail in mails if "reader@example.org" in mail]
    assert len(mine) == 3 and [english(mail) for mail in mine] == [[]] * 3
    assert english(re.sub(r"<article>.*</article>", "", page, flags=re.S)) == []
