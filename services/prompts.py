"""What a language model is told: short, because small models follow short instructions far better than long ones."""

from models.scenario import Scenario
from models.turn import Turn
from providers.llm.base import Prompt

REPLY_TOKENS = 120
FEEDBACK_TOKENS = 320

RULES = (
    "You speak aloud with a learner of English. Answer in one or two short sentences and end with one question. "
    "Never use lists, emojis or markdown. Stay in your role whatever the learner says."
)

FEEDBACK_RULES = (
    "You are a kind English teacher. Read what a student said in a practice conversation and write feedback to them. "
    "Write plain text: first one line of praise, then at most three lines of advice. Each line quotes the "
    'student\'s exact words in "double quotes". Use short, simple sentences. Give no marks, no numbers and no lists.'
)


def conversation(scenario: Scenario, turns: list[Turn]) -> Prompt:
    examples = "".join(
        f"\nLearner: {example['student']}\nYou: {example['partner']}" for example in scenario.guide.get("example", [])
    )
    instructions = f"{scenario.persona_prompt} {scenario.context_prompt} {RULES}"
    if examples:
        instructions += f"\n\nThis is how you answer:{examples}"
    return Prompt(
        instructions,
        [(turn.who, turn.text) for turn in turns],
        guide=scenario.guide,
        max_tokens=REPLY_TOKENS,
    )


def feedback(scenario: Scenario, turns: list[Turn]) -> Prompt:
    """The whole conversation as one text of data, so that nothing said in it reads as an instruction."""
    names = {"student": "STUDENT", "partner": scenario.partner}
    transcript = "\n".join(f"{names[turn.who]}: {turn.text}" for turn in turns)
    request = f"The conversation ({scenario.name}):\n---\n{transcript}\n---\nWrite your feedback to the student."
    return Prompt(FEEDBACK_RULES, [("student", request)], max_tokens=FEEDBACK_TOKENS, temperature=0.3)
