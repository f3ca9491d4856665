"""How a student wants to practise: language, corrections, recordings, level; and what report and files say of it."""

import json
import re

import pytest

from tests.support.conversations import TYPED, written
from tests.support.speech import spoken
from tests.support.talks import with_openai
from tests.support.vendors import Vendors


def wish(student, **fields):
    return student.post("/settings/practice", **{"language": "", "corrections": "", **fields})


def test_wishes_are_kept_and_reach_the_room(student):
    session = student.start()
    page = student.page(f"/conversation/{session}")
    assert 'data-lang=""' in page and 'data-corrections="each"' in page
    assert wish(student, language="uk", corrections="off", keep_recordings="on").status_code == 303
    settings = student.page("/settings")
    assert re.search(r'<option[^>]*value="uk"[^>]*selected[^>]*>Українська</option>', settings)
    assert re.search(r'name="keep_recordings"[^>]*checked', settings)
    page = student.page(f"/conversation/{session}")
    assert 'data-lang="uk"' in page and 'data-corrections="off"' in page


def test_an_interview_is_corrected_at_the_end_unless_wished_otherwise(student):
    session = student.start("A general job interview")
    assert 'data-corrections="end"' in student.page(f"/conversation/{session}")
    wish(student, corrections="each")
    assert 'data-corrections="each"' in student.page(f"/conversation/{session}")


@pytest.mark.parametrize("fields", [{"language": "tlh"}, {"corrections": "always"}, {"language": "<b>"}])
def test_what_is_not_in_the_lists_is_refused_and_nothing_is_changed(student, fields):
    wish(student, language="de")
    assert wish(student, **fields).status_code == 422
    assert re.search(r'value="de"[^>]*selected', student.page("/settings"))


def test_who_wants_no_recordings_kept_has_none(server, student):
    wish(student)
    session = student.start()
    with student.socket(session) as ws:
        ws.opening()
        ws.say_aloud(spoken("I work in a hospital."), turn="s1")
        ws.until("usage")
    assert not list((server.data_dir / "recordings").glob(f"{session}/*"))
    assert "checked" not in re.findall(r'<input[^>]*name="keep_recordings"[^>]*>', student.page("/settings"))[0]


def test_a_level_is_chosen_remembered_and_told_to_the_model(start_server):
    with Vendors() as vendors:
        student = with_openai(start_server(**vendors.settings).student())
        assert len(re.findall(r'value="B1"[^>]*selected', student.page("/dashboard"))) == 5
        assert student.post("/conversation", scenario_id=1, level="C1").status_code == 303
        with student.socket(1) as ws:
            ws.opening()
            ws.send(**TYPED, text="I like cats.")
            ws.until("usage")
        told = next(wanted for service, _, wanted in vendors.asked if service == "llm" and len(wanted["messages"]) > 2)
        assert "Speak at level C1" in told["messages"][0]["content"]
        assert len(re.findall(r'value="C1"[^>]*selected', student.page("/dashboard"))) == 12
        student.post("/conversation/1/end")
        assert student.post("/conversation", scenario_id=1, level="Z9").status_code == 303
        assert len(re.findall(r'value="C1"[^>]*selected', student.page("/dashboard"))) == 12


def test_the_report_and_the_files_hold_the_corrections_that_count(student):
    session = student.start()
    with student.socket(session) as ws:
        ws.opening()
        for turn, text in (("s1", "She have a small dog."), ("s2", "He go to school by bus."), ("s3", "We like it.")):
            ws.send(**TYPED, text=text, turn=turn)
            ws.until("usage")
            if turn != "s3" and "correction" not in ws.types():
                ws.until("correction")
            ws.heard.clear()
        ws.send(**TYPED, text="She has a small dog.", turn="r1", repeats="s1")
        ws.until("said_again")
        ws.send(type="dispute", turn="s2")
        ws.until("disputed")
        ws.send(type="edit", turn="s3", text="We like <i>it</i> so much.")
        ws.until("edited")
    student.post(f"/conversation/{session}/end")
    page = written(student, session)
    assert "Corrections of your sentences" in page and "1 answer has better words" in page
    assert '<q lang="en">She have a small dog.</q>' in page and "You said it right afterwards" in page
    assert "He goes to school" not in page
    assert "We like &lt;i&gt;it&lt;/i&gt; so much." in page and "We like it." not in page
    markdown = student.http.get(f"/history/{session}/export.md").text
    assert "## Corrections" in markdown and "She has a small dog." in markdown and "He goes" not in markdown
    data = json.loads(student.http.get(f"/history/{session}/export.json").text)
    assert [each["turn"] for each in data["report"]["corrections"]] == ["s1"]
    everything = json.loads(student.http.get("/account/export").text)
    assert {row["turn"] for row in everything["corrections"]} >= {"s1", "s2"}, "the disputed one is kept"


def test_practice_answers_post_only(student):
    assert student.http.get("/settings/practice").status_code == 405
