"""Better words come back: each kept correction is a card, and due cards reach the partner's next instructions.

When a card is due again is decided by FSRS (Ye, Su & Cao 2022, "A Stochastic Shortest Path Algorithm for Optimizing
Spaced Repetition Scheduling"). A review here is a conversation, so there are no steps of minutes: at the earliest a
card returns the next day.
"""

from datetime import UTC, datetime

from fsrs import Card, Rating, Scheduler

from models import review_card as cards
from models.database import Database
from models.review_card import ReviewCard
from models.session import Session

from .measures import tokens

AT_ONCE = 2  # more wishes make small models forget their role
_scheduler = Scheduler(learning_steps=(), relearning_steps=(), enable_fuzzing=False)


def keep(db: Database, session: Session, turn: str, original: str, better: str) -> None:
    """A mistake and its better words become a card; made again in a later session it is a lapse of that card."""
    known = cards.find(db, session.user_id, better)
    if known is None:
        schedule = _reviewed(Card(), Rating.Again)
        cards.add(db, session.id, turn, original, better, schedule.to_json(), schedule.due)
    elif not _was_reviewed_in(session, known):
        _review(db, known, Rating.Again)


def due(db: Database, session: Session) -> list[ReviewCard]:
    """The cards that were due when the session began, at most two: the same for as long as it lasts."""
    return cards.due(db, session.user_id, _began(session), AT_ONCE)


def settle(db: Database, session: Session, said: list[str]) -> None:
    """Review what was due by what the student said: the better words are a success, the old ones a lapse.

    A card whose words did not come up stays due.
    """
    for card in due(db, session):
        if _was_said(card.better, said):
            _review(db, card, Rating.Good)
        elif _was_said(card.original, said):
            _review(db, card, Rating.Again)


def _began(session: Session) -> datetime:
    return datetime.fromisoformat(session.created_at).replace(tzinfo=UTC)


def _was_reviewed_in(session: Session, card: ReviewCard) -> bool:
    last = Card.from_json(card.schedule).last_review
    return last is not None and last >= _began(session)


def _review(db: Database, card: ReviewCard, rating: Rating) -> None:
    schedule = _reviewed(Card.from_json(card.schedule), rating)
    cards.reschedule(db, card.id, schedule.to_json(), schedule.due)


def _reviewed(card: Card, rating: Rating) -> Card:
    return _scheduler.review_card(card, rating)[0]


def _was_said(phrase: str, said: list[str]) -> bool:
    wanted = tokens.words(phrase)
    return any(_contains(tokens.words(text), wanted) for text in said)


def _contains(words: list[str], wanted: list[str]) -> bool:
    return any(words[first : first + len(wanted)] == wanted for first in range(len(words) - len(wanted) + 1))
