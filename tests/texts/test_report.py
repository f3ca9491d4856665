"""A report's own words are English and marked so; with a second language all around them is in that."""

from dataclasses import replace

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
from tests.support import conversations
from tests.support.foreign import CODE, FOREIGN, language
from tests.support.reading import english
from tests.support.student import Student
from texts import __main__ as writer
from texts import catalogues, speak
from views.feedback import PROBLEMS, Feedback
from views.measures import ASPECTS


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
def finished(server) -> tuple[Student, int]:
    """Who had a conversation, and its number; its report is written."""
    student = server.student()
    session = conversations.finished(student, "Yesterday I go to the lake. " * 8)
    conversations.written(student, session)
    student.http.headers.update(FOREIGN)
    return student, session


def test_a_report_is_content_in_a_page_that_is_not(finished, content):
    student, session = finished
    assert english(student.page(f"/history/{session}"), *content) == []
    assert english(student.page("/history"), *content) == []
    assert english(student.page("/progress"), *content) == []
    news = student.http.get(f"/history/{session}/feedback?seen=-", headers={"HX-Request": "true"})
    assert english(news.text, *content) == []


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
