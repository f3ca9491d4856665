"""The record that grows: how much somebody practised, and how the measured figures move."""

from fasthtml.common import *
from fasthtml.svg import Polyline, Svg

from models import review_card
from models import session as sessions
from models.review_card import ReviewCard
from models.session import Practised
from services import progress as trends
from services.progress import ENOUGH_SESSIONS, Trend

from . import access
from .layout import page

ar = APIRouter()
WIDTH, HEIGHT, EDGE = 160, 40, 4


@ar.get("/progress")
async def progress(req: Request):
    services, user = access.services(req), access.signed_in(req)
    return page(
        req,
        "Progress",
        H1("Your progress"),
        Totals(sessions.practised(services.db, user.id)),
        H2("How your speaking changes"),
        *Trends(trends.trends(services.db, user.id)),
        *Cards(review_card.of_user(services.db, user.id)),
        P(A("All conversations", href="/history")),
        styles=("progress",),
    )


@ar.post("/progress/cards/delete")
async def forget(req: Request):
    """The student does not want to practise these words any more."""
    user, (card,) = access.signed_in(req), await access.form_text(req, "card")
    if card.isdecimal() and len(card) < 18:
        review_card.remove(access.services(req).db, int(card), user.id)
    return access.go_to(req, "/progress")


def Totals(done: Practised):
    if not done.conversations:
        return P("Nothing here yet. ", A("Have your first conversation", href="/dashboard"))
    rows = (
        (done.conversations, "conversation", "conversations"),
        (done.answers, "answer", "answers"),
        (round(done.minutes), "minute of your voice", "minutes of your voice"),
        (done.days, "day with practice in the last four weeks", "days with practice in the last four weeks"),
    )
    return Ul(
        *(Li(Strong(str(number)), f" {one if number == 1 else many}") for number, one, many in rows), cls="totals"
    )


def Trends(found: list[Trend]) -> list:
    how = P(Small("Measured, never guessed: each report says how. Your oldest conversation is on the left."))
    if not found:
        return [P("Too little to say. Each conversation with 20 seconds of speech and 30 words adds a figure.")]
    return [Dl(*(Div(Dt(str(trend.name)), Dd(*Line(trend))) for trend in found), cls="trends"), how]


def Line(trend: Trend) -> list:
    latest = f"{trend.numbers[-1]:.0f} {trend.unit}"
    if not trend.is_enough:
        missing = ENOUGH_SESSIONS - len(trend.numbers)
        more = "conversation" if missing == 1 else "conversations"
        return [Strong(latest), Small(f"{missing} more {more} until there is a line to see.")]
    told = f"first {trend.numbers[0]:.0f}, now {trend.numbers[-1]:.0f}, in {len(trend.numbers)} conversations"
    return [Strong(latest), Sparkline(trend.numbers, f"{trend.name}: {told}"), Small(told)]


def Sparkline(numbers: list[float], label: str):
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in scaled(numbers))
    line = Polyline(points=points, fill="none", stroke="currentColor", stroke_width="2")
    return Svg(line, viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=str(label), cls="sparkline")


def scaled(numbers: list[float]) -> list[tuple[float, float]]:
    """Numbers as points of the picture, low ones at the bottom; equal ones lie in the middle."""
    low, high = min(numbers), max(numbers)
    step = (WIDTH - 2 * EDGE) / max(1, len(numbers) - 1)
    room = HEIGHT - 2 * EDGE
    return [
        (EDGE + index * step, HEIGHT - EDGE - (room * (number - low) / (high - low) if high > low else room / 2))
        for index, number in enumerate(numbers)
    ]


def Cards(found: list[ReviewCard]) -> list:
    """Corrected words, and when your partner brings them up again."""
    if not found:
        return []
    return [
        H2("Words that come back"),
        P("Your partner asks for these words again, on the day that stands there or later."),
        Ul(*map(CardLine, found), cls="cards-due"),
    ]


def CardLine(card: ReviewCard):
    day = str(card.due)[:10]
    return Li(
        P("You said: ", Q(str(card.original), lang="en")),
        P("Better: ", Strong(str(card.better), lang="en"), " · ", Time(day, datetime=day)),
        Form(
            Hidden(name="card", value=str(card.id)),
            Button("Forget it", aria_label=f"Forget it: {card.better}", cls="secondary outline"),
            method="post", action="/progress/cards/delete",
        ),
    )  # fmt: skip
