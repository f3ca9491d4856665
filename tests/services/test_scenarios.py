"""The scenario files hold what the specification asks for and what every partner needs."""

import re

import pytest

from models.scenario import CATEGORIES, SESSION_TYPES
from services.scenarios import GUIDE_PARTS, TEMPLATES, read

ENTRIES = {entry["slug"]: entry for entry in read()}
STARTERS = {
    "english_casual": ["What's your favorite food?", "Tell me about your hobbies"],
    "english_academic": ["What's your major?", "How do you prefer to study?"],
    "english_business": ["Tell me about your current project", "What are your career goals?"],
    "interview_tech": ["Walk me through a challenging project", "How do you approach debugging?"],
    "interview_general": ["Tell me about yourself", "Describe a time you overcame a challenge"],
    "interview_healthcare": ["How would you handle an upset patient?", "Describe your communication style"],
}


@pytest.fixture(params=ENTRIES)
def entry(request) -> dict:
    return ENTRIES[request.param]


def test_there_are_twelve_in_the_specs_six_categories_in_their_order():
    categories = [entry["category"] for entry in read()]
    assert len(categories) == len(list((TEMPLATES / "scenarios").iterdir())) == 12
    assert list(dict.fromkeys(categories)) == list(CATEGORIES) == list(STARTERS)


@pytest.mark.parametrize("category", STARTERS)
def test_the_specs_starters_are_there(category):
    starters = " ".join(line for e in ENTRIES.values() if e["category"] == category for line in e["sample_topics"])
    for starter in STARTERS[category]:
        assert starter in starters


def test_each_has_a_name_of_its_own_and_a_known_kind(entry):
    assert [e["name"] for e in ENTRIES.values()].count(entry["name"]) == 1
    assert entry["session_type"] in SESSION_TYPES
    assert entry["category"].startswith("interview" if entry["session_type"] == "interview_prep" else "english")
    assert re.fullmatch("[ABC][12]", entry["level"])


def test_each_partner_has_a_name_a_role_and_instructions(entry):
    assert entry["partner"] and entry["partner_role"] and len(entry["persona_prompt"]) > 40
    assert entry["partner"] in entry["persona_prompt"] + entry["opening"]
    assert ", ".join(entry["guide"]["topics"]) in entry["context_prompt"]


def test_each_opens_with_a_question_and_can_be_guided_to_its_end(entry):
    guide = entry["guide"]
    assert tuple(guide) == GUIDE_PARTS
    assert entry["opening"].endswith("?")
    assert len(guide["questions"]) >= 8 and len(set(guide["questions"])) == len(guide["questions"])
    assert len(guide["follow_ups"]) >= 4 and guide["acknowledgements"] and guide["hints"]
    assert not guide["closing"].endswith("?")
    assert all(set(example) == {"student", "partner"} for example in guide["example"])


def test_no_question_hides_in_another_or_in_a_follow_up(entry):
    """The guided partner knows what it has asked by looking for the words."""
    asked = [re.sub(r"\W+", " ", q.lower()).strip() for q in entry["guide"]["questions"] + entry["guide"]["follow_ups"]]
    assert not [(a, b) for a in asked for b in asked if a is not b and a in b]


def test_the_files_are_all_that_is_read(tmp_path):
    for folder in ("scenarios", "personas"):
        (tmp_path / folder).mkdir()
    assert read(tmp_path) == []
    one = (TEMPLATES / "scenarios" / "small-talk.toml").read_text()
    (tmp_path / "scenarios" / "mine.toml").write_text(one)
    with pytest.raises(KeyError):
        read(tmp_path)
    (tmp_path / "personas" / "emma.toml").write_text('name = "Zoë"\nrole = "a pilot"\nprompt = " You fly. "\n')
    (entry,) = read(tmp_path)
    assert (entry["slug"], entry["partner"], entry["persona_prompt"]) == ("mine", "Zoë", "You fly.")
