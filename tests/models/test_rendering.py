"""Renderings: a line in another form, found again while the line is the same."""

from models import rendering
from models import session as sessions


def test_a_line_is_made_once_and_anew_when_it_has_other_words(db, maria, small_talk):
    session = sessions.start(db, maria, small_talk.id, small_talk.session_type)
    rendering.put(db, session, "t1", "de", "Hello.", "Hallo.", "openai")
    rendering.put(db, session, "t1", "simpler", "Hello.", "Hi.", "openai")
    assert rendering.find(db, session, "t1", "de", "Hello.") == "Hallo."
    assert rendering.find(db, session, "t1", "de", "Hello you.") is None
    rendering.put(db, session, "t1", "de", "Hello you.", "Hallo du.", "openai")
    assert rendering.find(db, session, "t1", "de", "Hello you.") == "Hallo du."
    assert rendering.find(db, session, "t1", "simpler", "Hello.") == "Hi."
