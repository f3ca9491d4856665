"""What a student takes away holds everything, and what was said stays text."""

import json

from models.session import Session
from models.turn import Turn
from services.measures.figure import Figure
from services.report import export
from services.report.checks import Quote
from services.report.parts import Aspect, Measured, Report, Rubric, Star, StarAnswer

AT = "2026-01-01 12:00:00"
SESSION = Session(1, 1, 1, "english_practice", "[]", 'You said: "I <b>like</b> it".', "counted", 9, 1, "completed", AT,
                  AT, None)  # fmt: skip
REPORT = Report(Measured([Figure("Pauses", "none", "Silences.", "30 s")], [], []))


def turn(number: int, who: str, text: str, second: int, duration: float | None = None) -> Turn:
    at = f"2026-01-01 12:00:{second:02}"
    return Turn(number, 1, str(number), who, text, "typed", None, None, duration, *[None] * 5, at)  # pyright: ignore


TURNS = [turn(1, "partner", "How are you today, Maria?", 0), turn(2, "student", "I <b>like</b> it --> & more", 8, 3.5)]


def test_markdown_has_the_feedback_the_figures_and_the_transcript_as_text():
    text = export.markdown(SESSION, "Small talk", "Emma", TURNS, REPORT)
    assert text.startswith("# Small talk\n")
    assert "- Pauses: none (Silences. 30 s)" in text
    assert "**Emma:** How are you today, Maria?" in text
    assert r"**You:** I \<b\>like\</b\> it" in text and "<b>" not in text


def test_markdown_has_what_a_model_judged_with_the_words_that_show_it():
    judged = Report(
        rubric=Rubric([Aspect("range", "A2 to B1", Quote(1, "I <b>like</b> it"))]),
        star=Star([StarAnswer(1, {"task": "I like it"})]),
    )
    text = export.markdown(SESSION, "Small talk", "Emma", TURNS, judged)
    assert r"- range: A2 to B1, as in “I \<b\>like\</b\> it”" in text
    assert "- Answer 1, situation: missing\n- Answer 1, task: “I like it”" in text


def test_json_has_it_all():
    data = json.loads(export.as_json(SESSION, "Small talk", TURNS, REPORT))
    assert data["report"]["measured"]["delivery"][0]["value"] == "none"
    assert [line["text"] for line in data["transcript"]] == [each.text for each in TURNS]


def test_captions_follow_the_turns():
    assert export.captions(SESSION, "Emma", TURNS) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:02.000\n<v Emma>How are you today, Maria?\n\n"
        "00:00:08.000 --> 00:00:11.500\n<v You>I &lt;b&gt;like&lt;/b&gt; it --&gt; &amp; more\n"
    )
