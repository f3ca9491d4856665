"""Trends are made of what was measured; what abstained is no part of them."""

from models import report_part
from models import session as sessions
from services.measures.figure import Figure, abstaining
from services.progress import trends
from services.report.parts import Measured, to_json


def measured(db, user, scenario, *delivery: Figure) -> int:
    session = sessions.start(db, user, scenario.id, scenario.session_type)
    sessions.close(db, session, "completed", "[]", "", 1)
    report_part.put(db, session, "measured", to_json(Measured(list(delivery), [], [])))
    return session


def rate(number: float) -> Figure:
    return Figure("Speech rate", f"{number:.0f} words a minute", "how", "30 s", number)


def test_a_trend_holds_the_numbers_oldest_first_and_needs_three_of_them(db, maria, small_talk):
    for number in (90.0, 95.0):
        measured(db, maria, small_talk, rate(number))
    measured(db, maria, small_talk, abstaining("Speech rate", "how", "3 s"))
    (found,) = trends(db, maria)
    assert (found.name, found.numbers, found.is_enough) == ("Speech rate", [90.0, 95.0], False)
    measured(db, maria, small_talk, rate(110.0))
    (found,) = trends(db, maria)
    assert found.numbers == [90.0, 95.0, 110.0] and found.is_enough


def test_figures_stored_before_they_had_a_number_and_other_peoples_are_left_out(db, maria, small_talk):
    measured(db, maria, small_talk, Figure("Speech rate", "90 words a minute", "how", "30 s"))
    assert trends(db, maria) == [] and trends(db, maria + 1) == []
