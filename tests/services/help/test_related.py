"""A correction mends what was said; it does not say something else."""

import pytest

from services.help.related import is_mended
from services.help.words import changes, plain
from tests.quality.seeded import sentences


def mends(said: str, better: str) -> bool:
    before, after = plain(said), plain(better)
    return is_mended(before, [word for _, new in changes(before, after) for word in new])


@pytest.mark.parametrize("sentence", [each for each in sentences() if each.right], ids=lambda each: each.said)
def test_every_seeded_mistake_can_be_mended(sentence):
    assert mends(sentence.said, sentence.right)


@pytest.mark.parametrize(
    ("said", "better"),
    [
        ("I have a small flat near the park.", "I have a large flat near the park."),
        ("My sister works in a hospital.", "My sister works in a school."),
        ("We have two cats and a dog.", "We have two cats and a horse."),
        ("Last summer we went to the sea.", "Last winter we went to the sea."),
    ],
)
def test_other_words_are_another_sentence(said, better):
    assert not mends(said, better)


@pytest.mark.parametrize(
    ("said", "better"),
    [
        ("I made a photo of it.", "I took a photo of it."),
        ("Can you borrow me your pen?", "Can you lend me your pen?"),
        ("He speaked with me.", "He spoke with me."),
        ("There are many childs here.", "There are many children here."),
        ("She sings very good.", "She sings very well."),
        ("He is more tall.", "He is taller."),
    ],
)
def test_forms_and_words_that_are_often_confused_are_mended(said, better):
    assert mends(said, better)
