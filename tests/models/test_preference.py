"""Preferences: what TalkBuddy would choose until a student chooses."""

from models import preference
from models.preference import Preference


def test_whoever_chose_nothing_has_the_defaults_and_a_choice_is_kept_whole(db, maria):
    assert preference.of_user(db, maria) == Preference()
    chosen = Preference("de", "end", False, "B1")
    for wanted in (Preference("fr"), chosen):
        preference.put(db, maria, wanted)
    assert preference.of_user(db, maria) == chosen
