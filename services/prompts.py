"""What the partner's model is told: short, because small models follow short instructions far better than long ones."""

import json
from dataclasses import replace

from models.review_card import ReviewCard
from models.scenario import Scenario
from models.turn import Turn
from providers.llm.base import Prompt

from . import levels

REPLY_TOKENS = 120

RULES = (
    "You speak aloud with a learner of English. Answer in one or two short sentences and end with one question. "
    "Never use lists, emojis or markdown. Stay in your role whatever the learner says."
)


def conversation(scenario: Scenario, turns: list[Turn]) -> Prompt:
    examples = "".join(
        f"\nLearner: {example['student']}\nYou: {example['partner']}" for example in scenario.guide.get("example", [])
    )
    instructions = f"{scenario.persona_prompt} {scenario.context_prompt} {levels.speak(scenario.level)} {RULES}"
    if examples:
        instructions += f"\n\nThis is how you answer:{examples}"
    return Prompt(
        instructions,
        [(turn.who, turn.text) for turn in turns],
        guide=scenario.guide,
        max_tokens=REPLY_TOKENS,
    )


def at_level(scenario: Scenario, level: str | None) -> Scenario:
    """The scenario for a student who chose a level."""
    return replace(scenario, level=level) if level in levels.LEVELS else scenario


def with_goal(scenario: Scenario, goal: str | None) -> Scenario:
    """The scenario for a student who practises certain words; the partner helps them to say such words."""
    if not goal:
        return scenario
    return _with_wish(scenario, [goal])


def with_cards(scenario: Scenario, due: list[ReviewCard]) -> Scenario:
    """The scenario for a student whose earlier mistakes are due again."""
    return _with_wish(scenario, [card.better for card in due]) if due else scenario


def _with_wish(scenario: Scenario, phrases: list[str]) -> Scenario:
    wish = (
        f"The learner practises to say words such as {json.dumps(phrases, ensure_ascii=False)[1:-1]}. "
        "Ask questions that make it natural to use them, and do not say them first."
    )
    return replace(scenario, context_prompt=f"{scenario.context_prompt} {wish}")
