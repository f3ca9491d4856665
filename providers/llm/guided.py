"""The guided partner: no model, only the scenario's own questions in a sensible order. It says so."""

import re
from collections.abc import AsyncIterator
from typing import Any

from providers.factory import register
from texts import N_

from .base import LLM, Prompt

SHORT_ANSWER_WORDS = 6
DEFAULT_ACKNOWLEDGEMENTS = ["Thank you."]
DEFAULT_CLOSING = "That was my last question. Thank you for talking with me. Press End to see your feedback."
DEFAULT_HINTS = {
    1: "You can say what you know about it, or what you like.",
    2: "You can begin like this: “I think that …”",
    3: "For example: “I am not sure, but I would like to talk about it.”",
}
SMALL_WORDS = set(
    "a about an and are can could do did for how i in is it me of on or tell that the to what you".split()
)
INTRODUCTION = "I am your guided practice partner. I am not an AI: I ask prepared questions."


@register
class GuidedPartner(LLM):
    """Asks the next question; after a short answer, or every third time, one follow-up first."""

    name = "guided"
    label = N_("Guided practice")
    is_model = False

    async def stream(self, prompt: Prompt) -> AsyncIterator[str]:
        for sentence in guided_reply(prompt.turns, prompt.guide):
            yield sentence + " "


def guided_reply(turns: list[tuple[str, str]], guide: dict[str, Any]) -> list[str]:
    """The partner's next sentences, a function of the conversation alone, so that a resumed one goes on rightly."""
    questions, follow_ups = guide.get("questions", []), guide.get("follow_ups", [])
    acknowledgements = guide.get("acknowledgements") or DEFAULT_ACKNOWLEDGEMENTS
    said = [_key(text) for who, text in turns if who == "partner"]
    answers = [text for who, text in turns if who == "student"]
    start = [INTRODUCTION] if len(answers) <= 1 else []
    acknowledgement = acknowledgements[(len(answers) - 1) % len(acknowledgements)]
    followed_up = bool(said) and any(_key(f) in said[-1] for f in follow_ups)
    unused = [f for f in follow_ups if not any(_key(f) in text for text in said)]
    wants_more = bool(answers) and (len(answers[-1].split()) <= SHORT_ANSWER_WORDS or len(answers) % 3 == 2)
    if unused and wants_more and not followed_up:
        return [*start, acknowledgement, unused[0]]
    question = next((q for q in questions if not any(_key(q) in text for text in said)), None)
    return [*start, acknowledgement, question or guide.get("closing") or DEFAULT_CLOSING]


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text.lower()).strip()


def guided_hint(turns: list[tuple[str, str]], guide: dict[str, Any], step: int) -> str:
    """Help for whoever is stuck: 1 an idea, 2 how to begin, 3 a full answer that somebody gave to another question."""
    answers = sum(who == "student" for who, _ in turns)
    question = next((text for who, text in reversed(turns) if who == "partner"), "")
    if step == 3:
        examples = [example["student"] for example in guide.get("example", [])]
        example = _fitting(examples, question, answers)
        return f"For example, somebody said: “{example}”" if example else DEFAULT_HINTS[3]
    if step == 2:
        start = _fitting(guide.get("hints", []), question, answers)
        return f"You can begin like this: “{start}”" if start else DEFAULT_HINTS[2]
    topic = _fitting(guide.get("topics", []), question, answers)
    return f"You can say something about: {topic}." if topic else DEFAULT_HINTS[1]


def _fitting(options: list[str], question: str, number: int) -> str | None:
    """The option that shares most words with the question; among equals another one after every answer."""
    asked = set(_key(question).split()) - SMALL_WORDS
    if not options:
        return None
    first = number % len(options)
    turned = [*options[first:], *options[:first]]
    return max(turned, key=lambda option: len(asked & set(_key(option).split())))
