"""Feedback that needs nothing but the transcript: counted when a session ends, at once."""

from models.scenario import Scenario
from models.turn import Turn

from .measures import tokens
from .measures.figure import ENOUGH_WORDS


def counted(scenario: Scenario, turns: list[Turn]) -> str:
    """What can be said without a model: nothing but what was counted, and a quote. Short talks get no numbers."""
    said = [turn.text for turn in turns if turn.who == "student"]
    words = [word for text in said for word in tokens.words(text)]
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
        "This was counted from what you said. It does not judge your English."
    )


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
