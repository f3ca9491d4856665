"""Feedback at the end: from a model whose every quote is checked, or counted where there is no model."""

import re

from models.scenario import Scenario
from models.turn import Turn
from providers.chain import LLMChain

from . import prompts

ENOUGH_WORDS = 30
QUOTED = re.compile(r'["“]([^"”]{2,})["”]')


def counted(scenario: Scenario, turns: list[Turn]) -> str:
    """What can be said without a model: nothing but what was counted, and a quote. Short talks get no numbers."""
    said = [turn.text for turn in turns if turn.who == "student"]
    words = [word for text in said for word in re.findall(r"[\w'’]+", text)]
    if not said:
        return "You did not say anything in this conversation, so there is no feedback. Try again when you like."
    longest = max(said, key=lambda text: len(text.split()))
    opening = f"You talked with {scenario.partner} and answered {_times(len(said))}."
    quote = f'Your longest answer was: "{longest}"'
    if len(words) < ENOUGH_WORDS:
        return (
            f"{opening}\n{quote}\nThat is too little to say more. Next time, try to answer in two or three sentences."
        )
    different = len({word.lower() for word in words})
    return (
        f"{opening}\nYou said {len(words)} words, {different} of them different; "
        f"about {round(len(words) / len(said))} words in an answer.\n{quote}\n"
        "This was counted from what you said. No language model read it, so it does not judge your English."
    )


async def from_model(chain: LLMChain, scenario: Scenario, turns: list[Turn]) -> tuple[str, str] | None:
    """(feedback, provider), or None when nothing of what the model said holds. Raises ProviderError."""
    text, provider = await chain.reply(prompts.feedback(scenario, turns))
    kept = checked(text, [turn.text for turn in turns if turn.who == "student"])
    return (kept, provider.name) if kept else None


def checked(text: str, said: list[str]) -> str:
    """The lines in which every quote is really the student's. Without one line that quotes, nothing is kept."""
    everything = " | ".join(map(_plain, said))
    kept, quotes = [], 0
    for line in filter(None, map(str.strip, text.splitlines())):
        found = QUOTED.findall(line)
        if all(f" {_plain(quote)} " in f" {everything} " for quote in found):
            kept.append(line)
            quotes += len(found)
    return "\n".join(kept) if quotes else ""


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
