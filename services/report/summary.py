"""The report as a few lines of plain text: `conversation_sessions.feedback` and the message at the end of a session."""

from .parts import Coaching, Measured

MOST_FIGURES = 3


def summary(counted: str, measured: Measured | None, coaching: Coaching | None) -> str:
    """What was counted, or the coaching in its place; then the first figures that do not abstain."""
    lines = coached(coaching) if coaching else []
    return "\n".join([*(lines or [counted]), *figures(measured)])


def coached(coaching: Coaching) -> list[str]:
    lines = [f'{coaching.praise.text} You said: "{coaching.praise.quote.text}"'] if coaching.praise else []
    return lines + [f'You said: "{p.quote.text}". Better: "{p.better}" {p.why}' for p in coaching.points]


def figures(measured: Measured | None) -> list[str]:
    if measured is None:
        return []
    found = [figure for figure in [*measured.delivery, *measured.words] if not figure.abstains]
    return [f"{figure.name}: {figure.value}." for figure in found[:MOST_FIGURES]]
