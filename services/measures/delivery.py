"""How somebody speaks, measured on their recordings: rate, pauses, runs, and the time before they begin.

A unit is the word, not the syllable: a syllable count of a transcript needs a pronouncing dictionary and is a guess
without one, while words are what the recogniser gives. Words per minute follow Tauroza & Allison (1990), "Speech rates
in British English"; a figure in syllables is not comparable. Fillers are left out of the words (pruned speech).
"""

from dataclasses import dataclass
from statistics import median

from providers.asr.spans import PAUSE_SECONDS, Spans

from . import tokens
from .figure import ENOUGH_SECONDS, ENOUGH_WORDS, Figure, abstaining


@dataclass(frozen=True)
class Take:
    """One recorded answer: when there was speech in it, and what was understood."""

    spans: Spans
    text: str

    @property
    def words(self) -> int:
        return len(tokens.without_fillers(self.text))


@dataclass(frozen=True)
class Delivery:
    """All recorded answers of a session together. Seconds and words; rates in words per minute."""

    takes: list[Take]

    @property
    def words(self) -> int:
        return sum(take.words for take in self.takes)

    @property
    def spoken(self) -> float:
        """Seconds from the first to the last sound of each answer, pauses included."""
        return sum(take.spans.spoken for take in self.takes)

    @property
    def phonation(self) -> float:
        """Seconds without the pauses."""
        return sum(take.spans.phonation for take in self.takes)

    @property
    def pauses(self) -> list[float]:
        return [pause for take in self.takes for pause in take.spans.pauses]

    @property
    def is_enough(self) -> bool:
        """Under 20 s of speech or 30 words a rate says more about chance than about the speaker."""
        return self.phonation >= ENOUGH_SECONDS and self.words >= ENOUGH_WORDS

    @property
    def speech_rate(self) -> float:
        """Words per minute, pauses included (speech rate: Kormos & Dénes 2004)."""
        return self.words / self.spoken * 60

    @property
    def articulation_rate(self) -> float:
        """Words per minute of phonation, pauses from 0.25 s left out (articulation rate: Kormos & Dénes 2004)."""
        return self.words / self.phonation * 60

    @property
    def mean_length_of_run(self) -> float:
        """Words between two pauses (mean length of run: Towell, Hawkins & Bazergui 1996, there in syllables)."""
        return self.words / sum(len(take.spans.runs) for take in self.takes)

    @property
    def pause_share(self) -> float:
        """The part of the spoken time that is silent, 0 to 1 (pauses from 0.25 s)."""
        return sum(self.pauses) / self.spoken

    @property
    def thinking_seconds(self) -> float:
        """The median silence at the start of a recording, from pressing the button to the first sound."""
        return median(take.spans.runs[0][0] for take in self.takes if take.spans.runs)

    def figures(self) -> list[Figure]:
        """The measured delivery as it is shown; each figure abstains when there is too little speech."""
        sample = f"{_answers(len(self.takes))}, {self.phonation:.0f} s of speech, {self.words} words"
        if not self.is_enough:
            return [abstaining(name, method, sample) for name, method in METHODS.items()]
        values = (
            (f"{self.speech_rate:.0f} words a minute", self.speech_rate),
            (f"{self.articulation_rate:.0f} words a minute", self.articulation_rate),
            (_pauses(self.pauses, self.spoken), self.pause_share * 100),
            (f"{self.mean_length_of_run:.1f} words", self.mean_length_of_run),
            (f"{self.thinking_seconds:.1f} s", self.thinking_seconds),
        )
        pairs = zip(METHODS.items(), values, strict=True)
        return [Figure(name, value, method, sample, number) for (name, method), (value, number) in pairs]


METHODS = {
    "Speech rate": "Words that were understood, divided by the time from your first to your last sound in each answer.",
    "Speed without pauses": f"The same, but pauses from {PAUSE_SECONDS} s are left out (articulation rate).",
    "Pauses": f"Silences of {PAUSE_SECONDS} s or longer inside your answers.",
    "Words in one go": "How many words you say between two pauses, on average (mean length of run).",
    "Time before speaking": "From the start of your recording to your first sound; the middle one of all answers.",
}


def _pauses(pauses: list[float], spoken: float) -> str:
    if not pauses:
        return "none"
    share = sum(pauses) / spoken
    return f"{len(pauses)}, about {sum(pauses) / len(pauses):.1f} s each ({share:.0%} of the time)"


def _answers(count: int) -> str:
    return "1 recorded answer" if count == 1 else f"{count} recorded answers"
