"""What a session cost: its turns and what was asked beside them."""

from models import expense
from models import session as sessions
from models import turn as turns
from models.turn import Answering, Hearing


def test_the_cost_of_a_session_is_the_sum_or_unknown(db, maria, small_talk):
    session = sessions.start(db, maria, small_talk.id, small_talk.session_type)
    assert expense.of_session(db, session) == 0.0
    turns.add_heard(db, session, "t1", "Hello.", "openai", took=Hearing(cost=0.25))
    turns.add_reply(db, session, "p1", "Hi.", "openai")
    assert expense.of_session(db, session) is None, "this answer was never accounted for"
    turns.note(db, session, "p1", Answering(cost=0.5))
    assert expense.of_session(db, session) == 0.75
    expense.add(db, session, "llm", "openai", "gpt-4o-mini", 0.5)
    assert expense.of_session(db, session) == 1.25
    expense.add(db, session, "llm", "openai", "a new one", None)
    assert expense.of_session(db, session) is None


def test_expenses_go_with_their_session(db, maria, small_talk):
    session = sessions.start(db, maria, small_talk.id, small_talk.session_type)
    expense.add(db, session, "llm", "openai", "gpt-4o-mini", 0.5)
    db.run("DELETE FROM conversation_sessions WHERE id = ?", session)
    assert db.value("SELECT count(*) FROM expenses") == 0
