"""The room over HTTP: what a browser without scripts can do in it."""

import re

from tests.support.conversations import TYPED
from tests.support.vendors import Vendors


def bubbles(page: str) -> list[str]:
    """What stands in the transcript for who has no scripts."""
    (shown,) = re.findall(r"<noscript>\s*<ol.*?</ol>\s*</noscript>", page, re.S)
    assert shown.count('<li class="said ') == shown.count('class="bubble"')
    return re.findall(r'class="text"[^>]*>(?:<q>)?(.*?)(?:</q>)?</p>', shown)


def test_without_scripts_the_partner_has_spoken_first(student):
    page = student.page(f"/conversation/{student.start()}")
    (opening,) = bubbles(page)
    assert "Emma" in opening
    assert '<link rel="stylesheet" href="/static/css/noscript.css"' in page


def test_a_typed_answer_is_heard_answered_and_shown_without_scripts(student):
    session = student.start()
    (opening,) = bubbles(student.page(f"/conversation/{session}"))
    answer = student.post(f"/conversation/{session}/say", text="  I like\nto swim. ")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/conversation/{session}#typed-text")
    said = bubbles(student.page(f"/conversation/{session}"))
    assert said[:2] == [opening, "I like to swim."] and len(said) == 3 and said[2]
    student.post(f"/conversation/{session}/say", text="And I cook.")
    assert len(bubbles(student.page(f"/conversation/{session}"))) == 5


def test_what_was_typed_without_scripts_is_there_for_the_socket(student):
    session = student.start()
    student.post(f"/conversation/{session}/say", text="I like to swim.")
    with student.socket(session) as ws:
        turns = ws.until("ready")["turns"]
    assert [turn["who"] for turn in turns] == ["partner", "student", "partner"]


def test_nothing_typed_is_said_so_beside_the_field(student):
    answer = student.post(f"/conversation/{student.start()}/say", text=" \n ")
    assert answer.status_code == 422
    assert "Please type your answer first." in answer.text and 'aria-invalid="true"' in answer.text


def test_an_answer_that_could_not_be_taken_stays_in_the_field(start_server):
    with Vendors() as vendors:
        vendors.delays["llm"] = 5
        student = start_server(**vendors.settings).student()
        student.post("/settings/keys", provider="openai", api_key="sk-loopback-0123456789")
        student.post("/settings/providers", tts="browser")
        session = student.start()
        with student.socket(session) as ws:
            ws.opening()
            ws.send(**TYPED, text="I like cats.")
            ws.until("processing", status="thinking")
            answer = student.post(f"/conversation/{session}/say", text="And <dogs>.")
    assert answer.status_code == 503
    assert "still answering" in answer.text and 'value="And &lt;dogs&gt;."' in answer.text


def test_a_session_that_is_over_leads_to_its_report(student):
    session = student.start()
    student.post(f"/conversation/{session}/end")
    answer = student.post(f"/conversation/{session}/say", text="Hello?")
    assert answer.headers["location"] == f"/history/{session}"


def test_nobody_types_into_anothers_room_or_from_another_site(server, student):
    session, other = student.start(), server.student()
    assert other.post(f"/conversation/{session}/say", text="Hello").status_code == 404
    forged = student.http.post(
        f"/conversation/{session}/say", data={"text": "Hello"}, headers={"Origin": "http://evil.example"}
    )
    assert forged.status_code == 403
    assert student.http.get(f"/conversation/{session}/say").status_code == 405
    assert len(bubbles(student.page(f"/conversation/{session}"))) == 1
