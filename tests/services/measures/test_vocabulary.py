"""What can be told from the words alone."""

import pytest

from services.measures import levels, tokens, vocabulary

SAID = "I like my job at the hospital, um, and I really don't mind the hours because my colleagues are friendly."


def values(said: list[str], partner: list[str] = []) -> dict[str, str]:  # noqa: B006
    return {figure.name: figure.value for figure in vocabulary.figures(said, partner)}


def test_words_are_counted_as_a_reader_would():
    assert tokens.words("I don't know — a well-known café, 3.5 km. I’m OK!") == [
        "i", "don't", "know", "a", "well-known", "café", "3.5", "km", "i'm", "ok",
    ]  # fmt: skip
    assert tokens.without_fillers("Um, I er like it.") == ["i", "like", "it"]
    assert tokens.fillers("Um, I, uh, like umbrellas, er.") == 3


def test_under_thirty_words_it_abstains():
    assert set(values(["word " * 29], ["hello"]).values()) == {"too little to say"}


def test_talk_share_fillers_and_diversity():
    said = [SAID, SAID.replace("um, ", "")]
    assert sum(len(tokens.without_fillers(text)) for text in said) == 38
    found = values(said, ["one two"] * 19)
    assert found["Your share of the talk"] == "50%"
    assert found["Fillers"] == "heard at least 1"
    assert found["Different words"].endswith("of 25")
    assert found["Stretch of fresh words"] == "too little to say", "it needs a hundred words"
    assert values(["word " * 40])["Fillers"] == "none heard"


@pytest.mark.parametrize(
    ("word", "level"),
    [("cat", "A1"), ("don't", "A1"), ("i'm", "A1"), ("can't", "A2"), ("ubiquitous", "C2"), ("qwx", None)],
)
def test_words_have_a_level(word, level):
    assert levels.level(word) == level


def test_the_shares_of_levels_add_up_and_leave_names_out():
    shares, count = levels.shares(["I like Maria. Cats are ubiquitous."]) or ({}, 0)
    assert count == 5 and sum(shares.values()) == pytest.approx(1)
    assert shares == {"A1 and A2": 0.8, "B1 and B2": 0, "C1 and C2": pytest.approx(0.2)}
    assert levels.shares(["Qwx zzyzx."]) is None
