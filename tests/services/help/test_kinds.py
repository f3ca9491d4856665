"""The kind of a mistake, from the words that changed."""

import pytest

from services.help.kinds import KINDS, OF_RULES, WHY, kind_of
from services.report.checks import Checks

EXAMPLES = [
    ("I am student.", "I am a student.", "article"),
    ("I am good in cooking.", "I am good at cooking.", "preposition"),
    ("Yesterday I go home.", "Yesterday I went home.", "tense"),
    ("The report was wrote.", "The report was written.", "tense"),
    ("She have a dog.", "She has a dog.", "agreement"),
    ("He go to school.", "He goes to school.", "agreement"),
    ("My parents is here.", "My parents are here.", "agreement"),
    ("I like very much tea.", "I like tea very much.", "word order"),
    ("He said me that.", "He told me that.", "word choice"),
    ("I did a mistake.", "I made a mistake.", "word choice"),
    ("I have two brother.", "I have two brothers.", "plural"),
    ("He has many story.", "He has many stories.", "plural"),
    ("Him is my friend.", "He is my friend.", "pronoun"),
    ("My boss wants that I work.", "My boss wants me to work.", "other"),
]


@pytest.mark.parametrize(("original", "better", "kind"), EXAMPLES)
def test_a_mistake_has_the_kind_that_a_teacher_would_name(original, better, kind):
    assert kind_of(original, better) == kind


def test_every_kind_has_a_plain_sentence_why():
    assert set(WHY) == set(KINDS) == {kind for _, _, kind in EXAMPLES}
    checks = Checks(["one"])
    assert all(checks.sentence(why) for why in [*WHY.values(), *OF_RULES.values()])
