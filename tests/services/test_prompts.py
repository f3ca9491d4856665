"""What a model is told: the role, the rules, an example, and the latest turns."""

from models.turn import Turn
from providers.llm.base import REMEMBERED_TURNS
from providers.llm.guided import guided_reply
from services import prompts


def turns(count: int) -> list[Turn]:
    return [
        Turn(n, 1, f"t{n}", "student" if n % 2 else "partner", f"Sentence {n}.", "typed", *[None] * 8, "2026-01-01")  # pyright: ignore
        for n in range(count)
    ]


def test_the_instructions_hold_the_persona_the_scenario_the_rules_and_the_examples(small_talk):
    prompt = prompts.conversation(small_talk, turns(2))
    for part in (small_talk.persona_prompt, small_talk.context_prompt, prompts.RULES):
        assert part in prompt.instructions
    for example in small_talk.guide["example"]:
        assert f"Learner: {example['student']}\nYou: {example['partner']}" in prompt.instructions
    assert prompt.guide == small_talk.guide and prompt.max_tokens == prompts.REPLY_TOKENS


def test_what_was_said_does_not_change_the_instructions(small_talk):
    assert prompts.conversation(small_talk, []).instructions == prompts.conversation(small_talk, turns(50)).instructions


def test_only_the_latest_turns_are_told_and_always_the_last(small_talk):
    for count in (0, 1, 19, 20, 21, 30, 31, 45, 200):
        told = [message["content"] for message in prompts.conversation(small_talk, turns(count)).messages()[1:]]
        assert told == [turn.text for turn in turns(count)][count - len(told) :]
        assert min(count, 10) <= len(told) <= REMEMBERED_TURNS


def test_the_guided_partner_asks_every_question_once_in_a_long_conversation_too(small_talk):
    """It knows what it has asked from the turns that it is told."""
    said = [Turn(0, 1, "t0", "partner", small_talk.opening, "scenario", *[None] * 8, "2026-01-01")]  # pyright: ignore
    asked = []
    for _ in range(30):
        for who, text in (("student", "I think that this is a good question and I like it."), ("partner", "")):
            if who == "partner":
                prompt = prompts.conversation(small_talk, said)
                reply = guided_reply(prompt.turns, prompt.guide)
                asked.append(reply[-1])
                text = " ".join(reply)
            said.append(Turn(len(said), 1, f"t{len(said)}", who, text, "guided", *[None] * 8, "2026-01-01"))  # pyright: ignore
    assert [line for line in asked if line in small_talk.guide["questions"]] == small_talk.guide["questions"]
    assert asked[-1] == small_talk.guide["closing"]


def test_words_to_practise_reach_the_partner_as_a_quoted_text(small_talk):
    goal = 'He "eats" everything.'
    instructions = prompts.conversation(prompts.with_goal(small_talk, goal), []).instructions
    assert r'practises to say words such as "He \"eats\" everything."' in instructions
    assert prompts.with_goal(small_talk, None) == small_talk
