"""Parts of the report that stand folded away: measures with their method, levels, stories, lengths of answers."""

from fasthtml.common import *

from services.measures.answers import Length
from services.measures.figure import Figure as Measure
from services.report.parts import Aspect, Measured, Rubric, Star, StarAnswer
from texts import N_, _, _n, around

ASPECTS = {
    "range": N_("Range: how many words and forms you have to say what you mean"),
    "accuracy": N_("Accuracy: how correct your words and sentences are"),
    "fluency": N_("Fluency: how easily your speech flows"),
    "interaction": N_("Interaction: how you react and keep the talk going"),
    "coherence": N_("Coherence: how you join your ideas"),
}
STORY_PARTS = {"situation": N_("Situation"), "task": N_("Task"), "action": N_("Action"), "result": N_("Result")}
NO_STORY = N_("No answer told a story with these parts. Tell of one thing that really happened.")
NOTHING_HELD = N_("Nobody judged your stories: what a language model wrote about them did not stand up to our checks.")
NOT_JUDGED = N_("Not judged: nothing here listens to it.")


def Measures(measured: Measured):
    return [
        Details(Summary(H3(_("How you speak: measured on your recordings"))), *FigureList(measured.delivery)),
        Details(Summary(H3(_("Your words: counted"))), *FigureList(measured.words)),
    ]


def FigureList(figures: list[Measure]):
    """Each figure with its method; those with the same sample share one line for it."""
    samples = "; ".join(dict.fromkeys(str(figure.sample) for figure in figures))
    note = _("Measured on: {samples}. Under 20 seconds of speech or 30 words we give no figure.")
    return [
        Dl(*(part for figure in figures for part in Row(figure))),
        P(Small(*around(note, samples=Span(samples, lang="en")))),
    ]


def Row(figure: Measure):
    return Dt(str(figure.name), lang="en"), Dd(Strong(str(figure.value)), Small(str(figure.method)), lang="en")


def Levels(rubric: Rubric) -> list:
    """The CEFR's five aspects of spoken language, as ranges; pronunciation would need an acoustic method."""
    if not rubric.aspects:
        return []
    rows = [part for aspect in rubric.aspects for part in Level(aspect)]
    return [
        Details(
            Summary(H3(_("Your level: a model's estimate"))),
            Dl(*rows, Dt(_("Pronunciation")), Dd(_(NOT_JUDGED))),
            P(Small(_("A language model read the transcript of one short talk. This is a hint, not a test result."))),
        )
    ]


def Level(aspect: Aspect):
    name = str(aspect.name)
    level, words = Strong(str(aspect.band), lang="en"), Q(str(aspect.quote.text), lang="en")
    found = around(_("{level} as in {words}"), level=level, words=words)
    return Dt(_(ASPECTS[name]) if name in ASPECTS else name), Dd(*found)


def Stories(star: Star) -> list:
    """What of situation, task, action and result each told answer has."""
    told = [part for each in star.answers for part in (H4(_("Answer {number}", number=each.answer)), Story(each))]
    none = P(_(NOTHING_HELD if star.dropped else NO_STORY))
    return [Details(Summary(H3(_("Your stories: situation, task, action, result"))), *(told or [none]))]


def Story(answer: StarAnswer):
    return Ul(*(Part(_(label), answer.found.get(name)) for name, label in STORY_PARTS.items()))


def Part(label: str, found: str | None):
    words = _("missing") if found is None else Q(str(found), lang="en")
    return Li(*around(_("{part}: {words}"), part=Strong(str(label)), words=words))


def Lengths(lengths: list[Length]) -> list:
    """Of the answers of an interview; nothing elsewhere."""
    if not lengths:
        return []
    advice = _("Usual advice: 60 to 90 seconds to introduce yourself, 90 to 120 seconds for a story.")
    lines = Ol(*map(LengthLine, lengths))
    return [Details(Summary(H3(_("How long your answers are"))), lines, P(Small(advice)))]


def LengthLine(length: Length):
    words = _n("{count} word", "{count} words", length.words)
    if length.seconds is None:
        return Li(_("{words}, not recorded", words=words))
    seconds = f"{length.seconds:.0f}"
    if length.target is None:
        return Li(_("{seconds} s, {words}", seconds=seconds, words=words))
    least, most = length.target
    return Li(
        _("{seconds} s, {words}; aim at {least} to {most} s", seconds=seconds, words=words, least=least, most=most)
    )
