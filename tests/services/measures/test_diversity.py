"""MATTR and MTLD against values worked out by hand from their papers' definitions."""

import pytest

from services.measures.diversity import mattr, mtld


def test_mattr_is_the_mean_over_all_windows():
    # windows of three: a b a (2/3), b a c (3/3), a c c (2/3), c c c (1/3)
    assert mattr(list("abaccc"), window=3) == pytest.approx((2 + 3 + 2 + 1) / 3 / 4)
    assert mattr(["word"] * 30) == pytest.approx(1 / 25)
    assert mattr([f"w{n}" for n in range(30)]) == 1


def test_mattr_needs_a_whole_window():
    assert mattr(["word"] * 24) is None


def test_mtld_of_words_that_repeat_every_five():
    # a b c d e a b: at the seventh word 5/7 = 0.714 <= 0.72 ends a factor; 105 words are 15 factors either way
    assert mtld(list("abcde") * 21) == pytest.approx(7)


def test_mtld_counts_the_rest_as_a_part_of_a_factor():
    # one word again and again: a factor every two words (1/2); the 101st is a rest with ratio 1, which is nothing
    assert mtld(["a"] * 101) == pytest.approx(101 / 50)
    # 100 words: 14 factors of seven, and a rest of two different ones, which adds nothing
    assert mtld((list("abcde") * 21)[:100]) == pytest.approx(100 / 14)
    # 102 words: the rest of four is c d e a read forwards; at its end 4 of 4 are different
    assert mtld((list("abcde") * 21)[:102]) == pytest.approx(102 / 14)


def test_mtld_adds_a_partial_factor():
    # 99 of 100 words are different: the ratio 0.99 has used up 0.01 of the 0.28 to 0.72
    assert mtld([f"w{n}" for n in range(99)] + ["w0"]) == pytest.approx(100 / (0.01 / 0.28))


def test_mtld_without_a_single_repetition_is_the_whole_length():
    assert mtld([f"w{n}" for n in range(120)]) == 120


def test_mtld_is_not_stable_under_a_hundred_words():
    assert mtld(["a"] * 99) is None
