"""Only what is missing is asked for again; disputed lines are not read; every answer is read for corrections once."""

import json

import pytest

from models import correction as corrections
from models import preference, review_card
from models import session as sessions
from models import turn as turns
from models.correction import Correction
from models.preference import Preference
from providers.errors import Unavailable
from services.help import corrector
from services.report.coach import COACHING, RUBRIC, STORIES
from tests.services.report.conftest import GOOD, RUBRIC_ANSWER, SAID, STAR_ANSWER, written


@pytest.fixture
def ended_interview(ended):
    return ended("general-job-interview")


def requests(prompts) -> list[str]:
    """Which part each prompt asked for."""
    names = {COACHING: "coaching", RUBRIC: "rubric", STORIES: "star", corrector.INSTRUCTIONS: "correction"}
    return [next(name for text, name in names.items() if text in p.turns[-1][1] + p.instructions) for p in prompts]


async def test_try_again_asks_only_for_what_is_missing(reports, ended_interview, writer):
    prompts = writer(json.dumps(GOOD), Unavailable(), "{}", json.dumps(RUBRIC_ANSWER), json.dumps(STAR_ANSWER))
    first = await written(reports, ended_interview)
    assert first.coaching and first.rubric is None and first.problem.kind == "failed"
    assert requests(prompts)[:2] == ["coaching", "rubric"]
    before = len(prompts)
    again = await written(reports, ended_interview)
    asked = [part for part in requests(prompts)[before:] if part != "correction"]
    assert asked == ["rubric", "star"] and again.coaching == first.coaching
    assert again.rubric and again.problem is None


async def test_when_all_is_there_no_model_is_asked_again(reports, ended, writer):
    prompts = writer(json.dumps(GOOD), json.dumps(RUBRIC_ANSWER), "{}")
    session = ended()
    await written(reports, session)
    before = len(prompts)
    await written(reports, session)
    assert len(prompts) == before


async def test_a_disputed_line_is_neither_told_to_the_model_nor_quoted_nor_corrected(db, reports, ended, writer):
    session = ended()
    turns.dispute(db, session.id, "s1")
    prompts = writer(json.dumps(GOOD), json.dumps(RUBRIC_ANSWER), "{}")
    found = await written(reports, session)
    assert "he eat everything" not in prompts[0].turns[0][1] and '"answer": 3' in prompts[0].turns[0][1]
    assert found.coaching.points == [] and found.coaching.praise.quote.answer == 1 and found.coaching.dropped == 1
    assert "s1" not in corrections.read(db, session.id)
    assert found.corrections == [] and review_card.of_user(db, session.user_id) == []


async def test_an_edited_line_is_read_as_it_was_meant(db, reports, ended, writer):
    session = ended()
    turns.edit(db, session.id, "s0", 'I like to cook "soup" on Sundays.')
    prompts = writer("{}")
    await written(reports, session)
    assert r"cook \"soup\" on Sundays" in prompts[0].turns[0][1] and SAID[0] not in prompts[0].turns[0][1]


async def test_answers_that_were_not_read_in_the_room_are_read_for_the_report(db, reports, ended, writer, as_written):
    session = ended()
    known = Correction("s0", SAID[0], "I like cooking dinner for my family.", "We say so.", "other", "writer")
    corrections.put(db, session.id, known)
    writer(*as_written)
    found = await written(reports, session)
    assert [(each.turn, each.provider) for each in found.corrections] == [("s0", "writer"), ("s1", "rules")]
    assert "he eats everything" in found.corrections[1].better
    assert corrections.read(db, session.id) == {"s0", "s1", "s2"}


@pytest.fixture
def as_written() -> list[str]:
    return ["{}", "{}", json.dumps({"better": SAID[2]})]


async def test_a_model_that_fails_leaves_the_rules_corrections_and_the_rest_unread(db, reports, ended, writer):
    session = ended()
    writer(Unavailable())
    found = await written(reports, session)
    assert [each.turn for each in found.corrections] == ["s1"] and found.problem.kind == "failed"
    assert corrections.read(db, session.id) == {"s1"}


async def test_who_wants_no_corrections_has_none_in_the_report(db, reports, ended, writer):
    session = ended()
    preference.put(db, session.user_id, Preference(corrections="off"))
    writer("{}")
    assert (await written(reports, session)).corrections == []


async def test_corrections_become_cards_where_no_point_has_become_one(db, reports, ended, writer):
    session = ended()
    for turn, better in (("s1", "My brother does not like it."), ("s2", "In my last job, the plan was late.")):
        corrections.put(db, session.id, Correction(turn, "x", better, "why", "other", "rules"))
    writer(json.dumps(GOOD), json.dumps(RUBRIC_ANSWER), "{}")
    await written(reports, session)
    kept = {card.better for card in review_card.of_user(db, session.user_id)}
    assert kept == {"he eats everything", "In my last job, the plan was late."}
    assert sessions.get(db, session.id).feedback_by == "writer"
