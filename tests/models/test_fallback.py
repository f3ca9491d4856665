"""How reliably each provider served a student, counted from their own turns."""

from models import fallback, user
from models import session as sessions
from models import turn as turns
from models.fallback import Reliability
from models.turn import Answering, Hearing


def talk(db, user_id, scenario) -> int:
    session = sessions.start(db, user_id, scenario.id, scenario.session_type)
    turns.add_reply(db, session, "p0", "Hello.", "scenario")
    turns.note(db, session, "p0", Answering(voice="local", tts_ms=90))
    for number, (stt_ms, llm_ms) in enumerate([(300, 900), (100, 700), (200, 500)]):
        turns.add_heard(db, session, f"t{number}", "I like cats.", "openai", took=Hearing(stt_ms))
        turns.add_reply(db, session, f"p{number + 1}", "Why?", "openai")
        turns.note(db, session, f"p{number + 1}", Answering("browser", llm_ms, 0))
    turns.add_heard(db, session, "t4", "Typed.", "typed")
    fallback.add(db, session, "llm", "huggingface", "provider_auth")
    fallback.add(db, session, "stt", "openai", "provider_timeout")
    return session


def test_served_given_up_and_the_median_of_each(db, maria, small_talk):
    talk(db, maria, small_talk)
    assert fallback.reliability(db, maria) == [
        Reliability("llm", "huggingface", 0, 1, None),
        Reliability("llm", "openai", 3, 0, 700),
        Reliability("stt", "openai", 3, 1, 200),
        Reliability("tts", "browser", 3, 0, None),
        Reliability("tts", "local", 1, 0, 90),
    ]


def test_nobody_else_s_turns_count(db, maria, small_talk):
    talk(db, user.add(db, "ana@example.org", "a hash"), small_talk)
    assert fallback.reliability(db, maria) == []
