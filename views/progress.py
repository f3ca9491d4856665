"""The record that grows: how much somebody practised, and how the measured figures move."""

from fasthtml.common import *
from fasthtml.svg import Polyline, Svg

from models import review_card
from models import session as sessions
from models.review_card import ReviewCard
from models.session import Practised
from services import progress as trends
from services.progress import ENOUGH_SESSIONS, UNITS, Trend
from texts import _, _n, around

from . import access
from .layout import page

ar = APIRouter()
WIDTH, HEIGHT, EDGE = 160, 40, 4


@ar.get("/progress")
async def progress(req: Request):
    services, user = access.services(req), access.signed_in(req)
    return page(
        req,
        _("Progress"),
        H1(_("Your progress")),
        Totals(sessions.practised(services.db, user.id)),
        H2(_("How your speaking changes")),
        *Trends(trends.trends(services.db, user.id)),
        *Cards(review_card.of_user(services.db, user.id)),
        P(A(_("All conversations"), href="/history")),
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
        return P(_("Nothing here yet."), " ", A(_("Have your first conversation"), href="/dashboard"))
    minutes, number = round(done.minutes), "{number}"  # which stays, for the number stands in an element of its own
    rows = (
        (done.conversations, _n("{number} conversation", "{number} conversations", done.conversations, number=number)),
        (done.answers, _n("{number} answer", "{number} answers", done.answers, number=number)),
        (minutes, _n("{number} minute of your voice", "{number} minutes of your voice", minutes, number=number)),
        (
            done.days,
            _n(
                "{number} day with practice in the last four weeks",
                "{number} days with practice in the last four weeks",
                done.days,
                number=number,
            ),
        ),
    )
    return Ul(*(Li(*around(told, number=Strong(str(count)))) for count, told in rows), cls="totals")


def Trends(found: list[Trend]) -> list:
    if not found:
        return [P(_("Too little to say. Each conversation with 20 seconds of speech and 30 words adds a figure."))]
    how = _("Measured, never guessed: each report says how. Your oldest conversation is on the left.")
    return [Dl(*(Div(Dt(_(str(trend.name))), Dd(*Line(trend))) for trend in found), cls="trends"), P(Small(how))]


def Line(trend: Trend) -> list:
    first, now, count = f"{trend.numbers[0]:.0f}", f"{trend.numbers[-1]:.0f}", len(trend.numbers)
    unit, share = UNITS.get(str(trend.name), "{number}"), f"{now} %"
    latest = Strong(_(unit, number=now, share=share))
    if not trend.is_enough:
        more = _n(
            "{count} more conversation until there is a line to see.",
            "{count} more conversations until there is a line to see.",
            ENOUGH_SESSIONS - count,
        )
        return [latest, Small(more)]
    told = _n(
        "first {first}, now {now}, in {count} conversation",
        "first {first}, now {now}, in {count} conversations",
        count,
        first=first,
        now=now,
    )
    label = _("{name}: {change}", name=_(str(trend.name)), change=told)
    return [latest, Sparkline(trend.numbers, label), Small(told)]


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
        H2(_("Words that come back")),
        P(_("Your partner asks for these words again, on the day that stands there or later.")),
        Ul(*map(CardLine, found), cls="cards-due"),
    ]


def CardLine(card: ReviewCard):
    day = str(card.due)[:10]
    better = around(_("Better: {words}"), words=Strong(str(card.better), lang="en"))
    return Li(
        P(*around(_("You said: {words}"), words=Q(str(card.original), lang="en"))),
        P(*better, " · ", Time(day, datetime=day, translate="no")),
        Form(
            Hidden(name="card", value=str(card.id)),
            Button(
                _("Forget it"), aria_label=_("Forget it: {words}", words=card.better), cls="secondary outline"
            ),
            method="post", action="/progress/cards/delete",
        ),
    )  # fmt: skip
