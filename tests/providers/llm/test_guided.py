"""The guided partner: every question once, an honest introduction, an end."""

import pytest

from config.settings import Settings
from providers.llm.base import Prompt
from providers.llm.guided import INTRODUCTION, GuidedPartner, guided_reply
from services import scenarios

SCENARIOS = {entry["slug"]: entry for entry in scenarios.read()}
LONG = "I think that this is a very good question and I have a lot to say about it."


def talk(scenario: dict, answers: list[str]) -> list[list[str]]:
    """What the partner says after each of these answers."""
    turns, replies = [("partner", scenario["opening"])], []
    for answer in answers:
        turns.append(("student", answer))
        replies.append(guided_reply(turns, scenario["guide"]))
        turns.append(("partner", " ".join(replies[-1])))
    return replies


@pytest.fixture(params=SCENARIOS)
def scenario(request) -> dict:
    return SCENARIOS[request.param]


def test_every_question_is_asked_once_and_then_it_closes(scenario):
    replies = talk(scenario, [LONG] * 30)
    last = [reply[-1] for reply in replies]
    questions, closing = scenario["guide"]["questions"], scenario["guide"]["closing"]
    assert [line for line in last if line in questions] == questions
    assert last.index(closing) > last.index(questions[-1])
    assert set(last[last.index(closing) :]) <= {closing, *scenario["guide"]["follow_ups"]}
    assert last[-1] == closing


def test_a_short_answer_gets_one_follow_up_and_then_the_next_question(scenario):
    replies = talk(scenario, ["Yes.", "No.", LONG])
    assert replies[0][-1] == scenario["guide"]["follow_ups"][0]
    assert replies[1][-1] == scenario["guide"]["questions"][0]


def test_no_follow_up_is_used_twice_and_never_two_in_a_row(scenario):
    last = [reply[-1] for reply in talk(scenario, ["Yes."] * 30)]
    follow_ups = scenario["guide"]["follow_ups"]
    used = [line for line in last if line in follow_ups]
    assert used and len(used) == len(set(used))
    assert not any(a in follow_ups and b in follow_ups for a, b in zip(last, last[1:], strict=False))


def test_it_says_at_once_and_only_once_that_it_is_no_ai(scenario):
    said = [sentence for reply in talk(scenario, [LONG] * 5) for sentence in reply]
    assert said[0] == INTRODUCTION and "not an AI" in INTRODUCTION
    assert said.count(INTRODUCTION) == 1


def test_it_is_a_function_of_the_turns_alone(scenario):
    """A conversation that is resumed after a restart goes on where it was."""
    answers = [LONG, "Yes.", LONG, "Maybe.", LONG]
    assert talk(scenario, answers) == talk(scenario, answers)
    assert talk(scenario, answers)[:3] == talk(scenario, answers[:3])


def test_a_scenario_without_material_still_gets_an_answer():
    assert guided_reply([("student", LONG)], {}) == [INTRODUCTION, "Thank you.", guided_reply([], {})[-1]]
    assert "End" in guided_reply([("student", "a"), ("student", LONG)], {})[-1]


async def test_its_sentences_come_one_by_one(scenario):
    prompt = Prompt("", [("partner", scenario["opening"]), ("student", LONG)], guide=scenario["guide"])
    partner = GuidedPartner(Settings())
    pieces = [piece async for piece in partner.stream(prompt)]
    assert [piece.strip() for piece in pieces] == guided_reply(prompt.turns, scenario["guide"])
    assert not partner.is_model
