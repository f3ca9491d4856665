"""With a second language everything that the interface says is said in it: every page, every answer, every mail."""

import re
import sqlite3
from dataclasses import replace

import httpx
import numpy as np
import pytest
from fasthtml.common import to_xml

from models.correction import Correction
from models.session import Session
from services.measures.answers import Length
from services.measures.figure import Figure
from services.report.checks import Quote
from services.report.parts import (
    Aspect,
    Coaching,
    Measured,
    Point,
    Praise,
    Problem,
    Report,
    Rubric,
    Star,
    StarAnswer,
)
from tests.support.foreign import CODE, NAME, language, marked
from tests.support.reading import english
from tests.support.speech import wav
from tests.support.student import PASSWORD, Student
from tests.views.test_report import written
from texts import __main__ as writer
from texts import catalogues, speak
from views.feedback import PROBLEMS, Feedback
from views.language import asked_for
from views.measures import ASPECTS

FOREIGN = {"Accept-Language": f"{CODE}-DE,{CODE};q=0.9,en;q=0.5"}


@pytest.fixture
def stranger(server):
    headers = {"Origin": server.url} | FOREIGN
    with httpx.Client(base_url=server.url, headers=headers, trust_env=False) as client:
        yield client


@pytest.fixture
def student(server) -> Student:
    found = server.student()
    found.http.headers.update(FOREIGN)
    return found


@pytest.fixture
def foreign_reader(tmp_path, monkeypatch):
    """This test itself reads in that language."""
    writer.write(language(), tmp_path / f"{CODE}.po")
    monkeypatch.setattr(catalogues, "FOLDER", tmp_path)
    catalogues.translations.cache_clear()
    speak(CODE)
    yield
    speak(catalogues.ENGLISH)
    catalogues.translations.cache_clear()


@pytest.fixture(scope="module")
def content(server) -> tuple[str, ...]:
    """What names the scenarios and their partners."""
    with sqlite3.connect(server.data_dir / "talkbuddy.db") as db:
        return tuple(words for row in db.execute("SELECT name, partner, partner_role FROM scenarios") for words in row)


@pytest.fixture(scope="module")
def finished(server) -> tuple[Student, int]:
    """Who had a conversation, and its number; its report is written."""
    student = server.student()
    session = student.start()
    with student.socket(session) as ws:
        ws.opening()
        ws.send(type="transcript_direct", provider="typed", text="Yesterday I go to the lake. " * 8)
        ws.until("usage")
    student.post(f"/conversation/{session}/end")
    written(student, session)
    student.http.headers.update(FOREIGN)
    return student, session


STRANGERS = ("/", "/register", "/login", "/login?confirmed=1", "/login?reset=1", "/login?address=1", "/forgot",
             "/reset?token=x", "/verify?token=x", "/account/email/confirm?token=x", "/nowhere")  # fmt: skip
STUDENTS = ("/dashboard", "/settings", "/account", "/account?done=password", "/account?done=devices", "/history",
            "/progress", "/nowhere", "/conversation/99999")  # fmt: skip


@pytest.mark.parametrize("path", STRANGERS)
def test_strangers_read_every_page_in_their_language(stranger, path):
    page = stranger.get(path).text
    assert f'<html lang="{CODE}" dir="ltr">' in page and marked("Register") in page
    assert english(page) == []


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


@pytest.mark.parametrize("path", STUDENTS)
def test_students_read_every_page_in_it(student, content, path):
    assert english(student.http.get(path).text, *content) == []


MODELS = ("gpt-4o-mini-transcribe", "gpt-4o-mini-tts", "gpt-4o-mini", "Coral")


@pytest.mark.parametrize("service", ["stt", "llm", "tts"])
def test_the_choices_at_a_vendor_are_offered_in_it(student, service):
    student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
    assert english(student.page("/settings")) == []
    assert english(student.page(f"/settings/{service}/openai"), *MODELS) == []
    assert english(student.post(f"/settings/{service}/openai", model="x" * 500).text, *MODELS) == []
    assert english(student.post("/settings/test").text) == []


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


def test_a_conversation_is_led_in_english_by_a_page_that_is_not(student, content):
    session = student.start()
    assert english(student.page(f"/conversation/{session}"), *content) == []
    assert english(student.post(f"/conversation/{session}/say", text=" ").text, *content) == []
    assert english(student.post("/conversation", scenario_id=1).text, *content) == [], "another one is open"
    assert english(student.page("/dashboard"), *content) == []


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


def test_a_report_is_content_in_a_page_that_is_not(finished, content):
    student, session = finished
    assert english(student.page(f"/history/{session}"), *content) == []
    assert english(student.page("/history"), *content) == []
    assert english(student.page("/progress"), *content) == []
    assert (
        english(student.http.get(f"/history/{session}/feedback?seen=-", headers={"HX-Request": "true"}).text, *content)
        == []
    )


def test_so_is_a_report_with_all_that_a_report_can_say(foreign_reader):
    """What a model wrote and what was measured is in English, and marked so; all around it is not."""
    quote, at = Quote(1, "he go"), "2026-01-01 12:00:00"
    session = Session(7, 1, 1, "english_practice", "[]", "Counted.", "counted", 9, 1, "completed", at, at, None)
    figures = [Figure("Speech rate", "120 words a minute", "Counted by a clock.", "3 answers")]
    report = Report(
        Measured(figures, figures, [Length(1, 30, 12.0, (60, 90)), Length(2, 1, None, None)]),
        Coaching(Praise("You told it well.", quote), [Point(quote, "he goes", "It takes an s.")], dropped=2),
        Rubric([Aspect(name, "B1 to B2", quote) for name in ASPECTS]),
        Star([StarAnswer(1, {"situation": "he go"})]),
        by="TalkBuddy",
        corrections=[Correction("t1", "he go", "he goes", "It takes an s.", "agreement", "rules", at)],
    )
    shown = [Feedback(session, report, [], waiting=False), Feedback(session, Report(), [], waiting=True)]
    for problem in PROBLEMS:
        shown.append(Feedback(session, replace(report, problem=Problem(problem, 3)), [], waiting=False))
    shown.append(Feedback(session, replace(report, star=Star([], dropped=1)), [], waiting=False))
    shown.append(Feedback(session, replace(report, star=Star([])), [], waiting=False))
    assert english(to_xml(tuple(shown))) == []


def test_mails_are_written_in_it(stranger):
    stranger.post("/register", data={"email": "reader@example.org", "password": PASSWORD})
    stranger.post("/register", data={"email": "reader@example.org", "password": PASSWORD})
    stranger.post("/forgot", data={"email": "reader@example.org"})
    page = stranger.get("/outbox").text
    mails = re.findall(r"<article>.*?</article>", page, re.S)
    mine = [re.sub(r"http[^<]+|reader@", "", mail) for mail in mails if "reader@example.org" in mail]
    assert len(mine) == 3 and [english(mail) for mail in mine] == [[]] * 3
    assert english(re.sub(r"<article>.*</article>", "", page, flags=re.S)) == []


def test_a_reader_without_a_choice_gets_english(server):
    with httpx.Client(base_url=server.url, trust_env=False) as client:
        assert '<html lang="en" dir="ltr">' in client.get("/").text


def test_the_language_is_chosen_on_any_page_and_remembered(server):
    with httpx.Client(base_url=server.url, headers={"Origin": server.url}, trust_env=False) as client:
        assert re.search(rf'<button[^>]*value="{CODE}"[^>]*>{NAME}', client.get("/login").text)
        back = client.post("/language", data={"language": CODE}, headers={"Referer": f"{server.url}/login"})
        assert (back.status_code, back.headers["location"]) == (303, "/login")
        assert f'<html lang="{CODE}"' in client.get("/").text
        client.post("/language", data={"language": "xx"})
        assert f'<html lang="{CODE}"' in client.get("/").text, "nonsense changes nothing"
        client.post("/language", data={"language": "en"})
        assert '<html lang="en"' in client.get("/", headers=FOREIGN).text, "a choice counts more than the browser"


def test_two_readers_at_once_read_each_their_own(server, stranger):
    with httpx.Client(base_url=server.url, trust_env=False) as other:
        for _ in range(5):
            assert "Start for free" in other.get("/").text
            assert marked("Start for free") in stranger.get("/").text


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("", []),
        ("de", ["de"]),
        ("de-AT, de;q=0.8, en;q=0.5", ["de-AT", "de", "en"]),
        ("en;q=0.2, fr;q=0.9", ["fr", "en"]),
        ("fr;q=0, en", ["en"]),
        ("de;q=much, en,, ;q=1", ["en"]),
        ("de;q=nan, en;q=-1, fr;q=inf", ["fr"]),
        ("x," * 10_000, ["x"] * 20),
    ],
)
def test_what_a_browser_asks_for(header, codes):
    assert asked_for(header) == codes
