"""The parts of a report as they arrive: what is there is sent once, and what grows is put inside."""

import re
from dataclasses import replace

from fasthtml.common import to_xml

from models.correction import Correction
from models.session import Session
from services.report.checks import Quote
from services.report.parts import Coaching, Measured, Point, Report, Rubric, Star, StarAnswer
from views.feedback import Feedback, names, news, parts

AT = "2026-01-01 12:00:00"
SESSION = Session(7, 1, 1, "english_practice", "[]", "Counted.", "counted", 9, 1, "completed", AT, AT, None)
MEASURED = Report(Measured([], [], []))
COACHED = Report(Measured([], [], []), Coaching(None, [Point(Quote(1, "he go"), "he goes", "It takes an s.")]))


def mended(count: int) -> Report:
    found = [
        Correction(f"t{n}", "he go", "he goes", "It takes an s.", "agreement", "rules", None) for n in range(count)
    ]
    return Report(Measured([], [], []), corrections=found)


def arrived(before: Report, now: Report, waiting: bool = True) -> list[str] | None:
    """The ids of what a page that has `before` is sent."""
    new = news(SESSION, now, [], waiting, names(parts(SESSION, before, [])))
    return None if new is None else re.findall(r'hx-swap-oob="true" id="(\w+)"', html(new))


def html(content) -> str:
    return to_xml(tuple(content) if isinstance(content, list) else content, indent=False)


def test_every_place_is_there_from_the_start_and_only_one_line_asks_for_more():
    page = html(Feedback(SESSION, Report(), [], waiting=True))
    for place in ("points", "by", "state", "measured", "corrections", "levels", "stories"):
        assert page.count(f'id="{place}"') == 1
    assert page.count("hx-get") == 1 and "Look again" in page


def test_nothing_new_is_nothing():
    assert arrived(MEASURED, MEASURED) is None
    assert arrived(MEASURED, MEASURED, waiting=False) == [], "but that it is the end is new"


def test_only_what_is_new_arrives():
    assert arrived(Report(), MEASURED) == ["points", "measured"], "what was counted grows by what was measured"
    assert arrived(MEASURED, COACHED) == ["points", "by"]
    assert arrived(COACHED, replace(COACHED, rubric=Rubric([]))) == ["levels"]
    assert arrived(COACHED, replace(COACHED, rubric=Rubric([], dropped=2))) == ["by", "levels"]


def test_corrections_that_follow_are_put_into_the_list_that_may_be_open():
    assert arrived(MEASURED, mended(2)) == ["corrections"]
    assert arrived(mended(2), mended(3)) == ["corrected"]


def test_stories_are_not_called_missing_because_a_model_wrote_nonsense():
    def told(star: Star) -> str:
        return html(Feedback(SESSION, replace(MEASURED, star=star), [], waiting=False))

    assert "Nobody judged your stories" in told(Star([], dropped=1))
    assert "No answer told a story" in told(Star([]))
    assert "missing" in told(Star([StarAnswer(1, {})]))


def test_the_end_asks_no_more():
    assert "hx-get" not in html(news(SESSION, COACHED, [], False, "") or [])
