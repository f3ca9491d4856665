"""The CEFR levels that a student may choose, and what each asks of the partner."""

from texts import N_

LEVELS = ("A1", "A2", "B1", "B2", "C1")
NAMES = {
    "A1": N_("A1 – first words"),
    "A2": N_("A2 – everyday talk"),
    "B1": N_("B1 – on my own"),
    "B2": N_("B2 – fluent"),
    "C1": N_("C1 – advanced"),
}
SPEAK = {
    "A1": "Speak to a beginner (A1): very common words, at most eight words in a sentence, only the present. "
    "When the learner is stuck, offer two answers to choose from.",
    "A2": "Speak at level A2: everyday words, at most ten words in a sentence. "
    "When the learner is stuck, ask an easier question.",
    "B1": "Speak at level B1: common words, at most fifteen words in a sentence. "
    "When the learner is stuck, ask the question in other words.",
    "B2": "Speak at level B2: natural words and sentences. Ask for reasons and opinions.",
    "C1": "Speak at level C1, as with a native speaker: exact words and idioms. Do not make anything easier.",
}
PACE = {"A1": 0.85, "A2": 0.92}  # of a voice's usual speed


def pace(level: str) -> float:
    """How fast a voice speaks to this level; 1 is its usual speed."""
    return PACE.get(level, 1.0)


def speak(level: str) -> str:
    """What the partner's model is told about this level; a scenario may name one that cannot be chosen."""
    return SPEAK.get(level, f"Speak at level {level}.")
