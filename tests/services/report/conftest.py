"""Reports, and ended sessions for them to be about."""

import pytest

from models import scenario as scenarios
from models import session as sessions
from models import turn as turns
from services.recordings import Recordings
from services.report.reports import Reports

SAID = [
    "I like to cook dinner for my family.",
    "My brother don't like it, but he eat everything, and yesterday he go to the market with my mother to buy fish.",
    "In my last job the plan was late, so I asked every colleague, and then we finished in time.",
]
GOOD = {
    "praise": {"answer": 1, "quote": "I like to cook dinner", "text": "You say clearly what you like."},
    "points": [
        {
            "answer": 2,
            "quote": "he eat everything",
            "better": "he eats everything",
            "why": "After he, the verb takes an s.",
        },
    ],
}
RUBRIC_ANSWER = {"range": {"level": "A2 to B1", "answer": 1, "quote": "cook dinner"}, "accuracy": {"level": "9/10"}}
STAR_ANSWER = {"answers": [{"answer": 3, "situation": "the plan was late", "action": "I asked every colleague",
                            "result": "we doubled the profit"}]}  # fmt: skip


async def written(reports: Reports, session: sessions.Session):
    reports.write(session)
    await reports.wait(session.id, 30)
    return reports.of(session.id)


@pytest.fixture
def recordings(settings) -> Recordings:
    return Recordings(settings.recordings_dir)


@pytest.fixture
def reports(db, settings, user_keys, recordings) -> Reports:
    return Reports(db, settings, user_keys, recordings)


@pytest.fixture
def ended(db, maria):
    """ended(scenario): an ended session in which SAID was typed."""

    def make(slug: str = "small-talk") -> sessions.Session:
        scenario = next(s for s in scenarios.offered(db) if s.slug == slug)
        session_id = sessions.start(db, maria, scenario.id, scenario.session_type)
        for number, text in enumerate(SAID):
            turns.add_reply(db, session_id, f"p{number}", "Tell me about a time you had a challenge.", "scenario")
            turns.add_heard(db, session_id, f"s{number}", text, "typed")
        sessions.close(db, session_id, "completed", "[]", "counted", len(SAID))
        found = sessions.get(db, session_id)
        assert found
        return found

    return make
