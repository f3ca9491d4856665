"""The scenarios table follows the files."""

import json

from models import scenario
from services import scenarios


def test_seeding_twice_keeps_rows_and_ids(db):
    scenario.seed(db, scenarios.read())
    before = scenario.offered(db)
    scenario.seed(db, scenarios.read())
    assert scenario.offered(db) == before
    assert len(before) == 12


def test_a_changed_file_updates_its_row_under_the_same_id(db, small_talk):
    entries = [entry | {"opening": "Good morning!"} for entry in scenarios.read()]
    scenario.seed(db, list(reversed(entries)))
    changed = scenario.get(db, small_talk.id)
    assert changed and (changed.slug, changed.opening) == (small_talk.slug, "Good morning!")


def test_a_vanished_file_is_no_longer_offered_but_its_reports_stay_readable(db, small_talk):
    rest = [entry for entry in scenarios.read() if entry["slug"] != small_talk.slug]
    scenario.seed(db, rest)
    assert small_talk.slug not in [offered.slug for offered in scenario.offered(db)]
    assert scenario.get(db, small_talk.id)
    scenario.seed(db, scenarios.read())
    assert small_talk.slug in [offered.slug for offered in scenario.offered(db)]


def test_lists_are_json_in_the_table_and_lists_here(db, small_talk):
    stored = db.value("SELECT sample_topics FROM scenarios WHERE id = ?", small_talk.id)
    assert json.loads(stored) == small_talk.sample_topics
    assert isinstance(small_talk.guide["questions"], list)


def test_a_scenario_that_is_not_there_is_none(db):
    assert scenario.get(db, 999) is None
