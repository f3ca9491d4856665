"""Parts of the report that stand folded away: measures with their method, levels, stories, lengths of answers."""

from fasthtml.common import *

from services.measures.answers import Length
from services.measures.figure import Figure as Measure
from services.report.parts import STAR, Measured, Rubric, Star, StarAnswer

ASPECTS = {
    "range": "Range: how many words and forms you have to say what you mean",
    "accuracy": "Accuracy: how correct your words and sentences are",
    "fluency": "Fluency: how easily your speech flows",
    "interaction": "Interaction: how you react and keep the talk going",
    "coherence": "Coherence: how you join your ideas",
}
NO_STORY = "No answer told a story with these parts. Tell of one thing that really happened."
NOTHING_HELD = "Nobody judged your stories: what a language model wrote about them did not stand up to our checks."
NOT_JUDGED = "Not judged: nothing here listens to it."


def Measures(measured: Measured):
    return [
        Details(Summary(H3("How you speak: measured on your recordings")), *FigureList(measured.delivery)),
        Details(Summary(H3("Your words: counted")), *FigureList(measured.words)),
    ]


def FigureList(figures: list[Measure]):
    """Each figure with its method; those with the same sample share one line for it."""
    samples = "; ".join(dict.fromkeys(str(figure.sample) for figure in figures))
    return [
        Dl(*(part for figure in figures for part in Row(figure))),
        P(Small(f"Measured on: {samples}. Under 20 seconds of speech or 30 words we give no figure.")),
    ]


def Row(figure: Measure):
    return Dt(str(figure.name)), Dd(Strong(str(figure.value)), Small(str(figure.method)))


def Levels(rubric: Rubric) -> list:
    """The CEFR's five aspects of spoken language, as ranges; pronunciation would need an acoustic method."""
    if not rubric.aspects:
        return []
    rows = [
        (
            Dt(ASPECTS.get(str(aspect.name), str(aspect.name))),
            Dd(Strong(str(aspect.band)), " as in ", Q(str(aspect.quote.text), lang="en")),
        )
        for aspect in rubric.aspects
    ]
    return [
        Details(
            Summary(H3("Your level: a model's estimate")),
            Dl(*(part for row in rows for part in row), Dt("Pronunciation"), Dd(NOT_JUDGED)),
            P(Small("A language model read the transcript of one short talk. This is a hint, not a test result.")),
        )
    ]


def Stories(star: Star) -> list:
    """What of situation, task, action and result each told answer has."""
    told = [part for answer in star.answers for part in (H4(f"Answer {answer.answer}"), Story(answer))]
    none = P(NOTHING_HELD if star.dropped else NO_STORY)
    return [Details(Summary(H3("Your stories: situation, task, action, result")), *(told or [none]))]


def Story(answer: StarAnswer):
    return Ul(*(Li(Strong(name.capitalize()), ": ", Part(answer.found.get(name))) for name in STAR))


def Part(found: str | None):
    return "missing" if found is None else Q(str(found), lang="en")


def Lengths(lengths: list[Length]) -> list:
    """Of the answers of an interview; nothing elsewhere."""
    advice = P(Small("Usual advice: 60 to 90 seconds to introduce yourself, 90 to 120 seconds for a story."))
    return [Details(Summary(H3("How long your answers are")), Ol(*map(LengthLine, lengths)), advice)] if lengths else []


def LengthLine(length: Length):
    words = "1 word" if length.words == 1 else f"{length.words} words"
    if length.seconds is None:
        return Li(f"{words}, not recorded")
    aim = f"; aim at {length.target[0]} to {length.target[1]} s" if length.target else ""
    return Li(f"{length.seconds:.0f} s, {words}{aim}")
