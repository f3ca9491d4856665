"""Limits by time are exact, however many ask at once and in however many processes."""

import pytest

from services.problems import TooMany
from services.throttle import DAY, NETWORK, SIGN_IN, Limit, Throttle
from tests.support.processes import all_at_once

FEW = Limit("few", 3, 60, "That was often.")
TRY_TWENTY = """
import sys
from pathlib import Path
from models.database import Database
from services.throttle import SIGN_IN, Throttle
throttle = Throttle(Database(Path(sys.argv[1])))
print("ready", flush=True)
sys.stdin.readline()
print(sum(throttle.allows((SIGN_IN, "maria")) for _ in range(20)))
"""


def test_of_sixty_attempts_in_three_processes_at_once_ten_are_allowed(db):
    allowed = [int(printed) for printed in all_at_once(TRY_TWENTY, 3, db.path)]
    assert sum(allowed) == SIGN_IN.most == 10


def test_a_refused_attempt_is_counted_nowhere(db):
    throttle = Throttle(db)
    for _ in range(3):
        throttle.take((FEW, "maria"))
    with pytest.raises(TooMany, match="That was often. Try again in 1 minute."):
        throttle.take((NETWORK, "192.0.2.1"), (FEW, "maria"))
    assert db.value("SELECT count(*) FROM attempts") == 3


def test_success_begins_anew_but_takes_only_itself_from_the_network(db):
    throttle = Throttle(db)
    for _ in range(3):
        throttle.take((FEW, "maria"), (NETWORK, "192.0.2.1"))
    throttle.forgive((FEW, "maria"), (NETWORK, "192.0.2.1"))
    assert db.value("SELECT count(*) FROM attempts WHERE kind = 'few'") == 0
    assert db.value("SELECT count(*) FROM attempts WHERE kind = 'network'") == 2


@pytest.mark.parametrize(("seconds", "words"), [(60, "1 minute"), (900, "15 minutes"), (DAY, "24 hours")])
def test_the_wait_is_said_in_words(db, seconds, words):
    throttle, once = Throttle(db), Limit("once", 1, seconds, "Once is enough.")
    throttle.take((once, "maria"))
    with pytest.raises(TooMany, match=f"Try again in {words}"):
        throttle.take((once, "maria"))
