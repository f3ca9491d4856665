"""A stream of text becomes pieces for the voice, each the moment it is certain, however the text arrives."""

import re
from collections.abc import AsyncGenerator

import pytest

from services.sentences import CLAUSE_WORDS, TINY_WORDS, Piece, cut, sentences, whole

TEXTS = {
    "one": ["How are you?"],
    "two": ["That is nice.", " What do you cook?"],
    "titles": ["I met Dr. Smith and Mrs. Jones.", " They were friendly."],
    "abbreviations": ["Bring apples, e.g. red ones, at 8 a.m. tomorrow.", " Is that all right?"],
    "initials": ["I worked in the U.S. army with J. R. Miller.", " And you?"],
    "an abbreviation at the end": ["We sell tables, chairs, etc. in two shops.", " Do you want one?"],
    "figures": ["It costs 3.50 dollars.", " In 2019 it was 1,200 or more."],
    "figures at an end": ["I moved here in 2019.", " Before that I had a shop."],
    "times": ["We open at 10:30 or at 11:45.", " Is that late?"],
    "three dots": ["Well... I see what you mean.", " Go on then."],
    "one word with dots": ["Hmm… let me think for a moment.", " It was blue."],
    "a quotation": ['She said: "Come in."', " Then we talked."],
    "a quotation inside": ['He said "No!" and left the room.', " Was he angry?"],
    "a quotation with a clause": ['He said "yes, I do, of course" and left.', " Then we talked."],
    "curly quotation": ["Say “I do, I do” to her now.", " Did she hear it?"],
    "a quotation that begins": ["Was it any good?", ' "Sure," he said.', " Then he left."],
    "brackets": ["We ate (it was late, of course) some soup.", " Did you like it?"],
    "short words": ["I want to do it.", " You told us so.", " It is up to me."],
    "a contraction": ["I am afraid I couldn't.", " It is late now."],
    "no end": ["I think it is so.", " And then we"],
}
IN_TOKENS = {
    "marks": ["Are you really sure?!", " That is wonderful!!", " Tell me more."],
    "an address": ["Go to example.com and look at it.", " Do you see it?"],
}
FIRST_CLAUSE = {
    "That sounds really lovely, and I think so.": "That sounds really lovely,",
    "Yes, I do, and you know it, of course.": "Yes, I do, and you know it,",
    "I like most of it; the rest is dull.": "I like most of it;",
    "I have two good friends: Ana and Ben.": "I have two good friends:",
    "I know what you mean — it was late.": "I know what you mean —",
    "I know what you mean—it was late.": "I know what you mean—",
    "It is a well-known, very old one.": "It is a well-known,",
    "It costs 1,000 or 2,000 at 10:30 there.": "It costs 1,000 or 2,000 at 10:30 there.",
    'He said "yes, I do, of course" and left.': 'He said "yes, I do, of course" and left.',
    "I met Mr. Smith, Jr., in the old town.": "I met Mr. Smith,",
    "See https://example.com/now for all of it.": "See https://example.com/now for all of it.",
}
TRICKY = [
    "Well... yes! I went to the U.S. in 2019 (with Mr. Lee). It was great; wasn't it? (He said so.) Ok",
    "Wait... what?! No, no, no... really?! Ha! 3.14 is pi, isn't it? v2.0, too: yes.",
    "He asked: “Why?” I said: “Why not?”  She laughed\n\nand left.\nThen: nothing - at all – of course.",
    "e.g. this, i.e. that, etc. No. 5 is at 5 p.m. Thanks! Bye, Prof. Li.",
    "Hello.World!How are you?I am fine…thanks",
    '"Hi," she said. "Hi!" he said. \'Hm.\' Right? Right.',
    "- one\n- two\n- three, four; five: six",
    'a.b.c. A.B.C. ... !!! ??? ,,, ;;; " “ ( [ end.',
]


def by_token(text: str) -> list[str]:
    """As language models write: a space begins a token, marks that stand together are one, and so is ".com"."""
    return re.findall(r"\s?[\w']+|\.[a-z]+|[^\w\s]+|\s", text)


def by_size(size: int):
    return lambda text: [text[at : at + size] for at in range(0, len(text), size)]


WAYS = {"tokens": by_token, **{f"{size} at a time": by_size(size) for size in (1, 2, 3, 5, 1000)}}


async def given(parts: list[str]) -> AsyncGenerator[tuple[str, str], None]:
    for part in parts:
        yield part, "somebody"


async def pieces(parts: list[str]) -> list[Piece[str]]:
    return [piece async for piece in sentences(given(parts))]


async def sentences_only(parts: list[str]) -> list[str]:
    """With a first piece before the text, so that none of it is one."""
    _, *found = await pieces(["This is the first piece.\n\n", *parts])
    return [found[0].text.strip(), *(piece.text for piece in found[1:])]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", TEXTS)
async def test_sentences_are_the_same_however_the_text_arrives(name, way):
    parts = WAYS[way]("".join(TEXTS[name]))
    assert await sentences_only(parts) == TEXTS[name]


@pytest.mark.parametrize("way", ["tokens", "1000 at a time"])
@pytest.mark.parametrize("name", IN_TOKENS)
async def test_marks_that_a_model_writes_as_one_token_are_not_torn(name, way):
    assert await sentences_only(WAYS[way]("".join(IN_TOKENS[name]))) == IN_TOKENS[name]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", [*TRICKY, *FIRST_CLAUSE, *map("".join, [*TEXTS.values(), *IN_TOKENS.values()])])
async def test_all_pieces_joined_are_the_text_and_exactly_the_last_is_called_last(text, way):
    found = await pieces(WAYS[way](text))
    assert "".join(piece.text for piece in found) == " ".join(text.split())
    assert all(piece.text.strip() for piece in found)
    assert [piece.last.result() for piece in found] == [False] * (len(found) - 1) + [True]
    assert {piece.who for piece in found} == {"somebody"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("text", FIRST_CLAUSE)
async def test_the_first_piece_may_end_at_a_clause(text, way):
    found = await pieces(WAYS[way](text))
    assert found[0].text == FIRST_CLAUSE[text]
    assert len(found) <= 2, "only the first"


@pytest.mark.parametrize("end", ["", " ", "\n", " \n\n "])
async def test_white_space_at_the_end_changes_nothing(end):
    found = await pieces(["  That is nice. ", "What do you\n cook?", end])
    assert [piece.text for piece in found] == ["That is nice.", " What do you cook?"]
    assert [piece.last.result() for piece in found] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "How are you?",
        "That is wonderful!",
        "I like to cook.",
        "It is up to me.",
        "I know I couldn't.",
        "I saw (it) too.",
    ],
)
def test_a_clear_end_is_taken_without_a_look_at_what_comes(text):
    assert cut(text, is_first=False) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        *("I like fruit, e.g.", "Here it is, i.e.", "I talked to Mr.", "I talked to Prof.", "We sell chairs, etc."),
        *("It costs exactly 3.", "I work in the U.S.", "It was about 5 p.m.", "I live in St.", "Turn to vol."),
        *('She said "I like it.', "He says “I am here.", "We ate (it was late.", "Let me think...", "Let me think…"),
        *("Her name is J.", "We meet in Sept.", "I work at Apple Inc.", "It is a B.A."),
    ],
)
def test_an_end_that_may_be_none_waits_for_what_comes(text):
    assert cut(text, is_first=False) == 0


@pytest.mark.parametrize(
    "text", ["Yes.", "Oh, really?", "I see it,", "Yes, well", "I have 2,", "Bring e.g. this", "It is a 10:"]
)
def test_too_little_or_too_uncertain_is_no_first_piece(text):
    assert cut(text, is_first=True) == 0
    assert (TINY_WORDS, CLAUSE_WORDS) == (3, 4)


@pytest.mark.parametrize("way", WAYS)
async def test_a_line_of_a_list_is_a_piece_with_its_number(way):
    found = await sentences_only(WAYS[way]("1. Open the door\n2. Close the door\n3. Go away now"))
    assert found == ["1. Open the door", " 2. Close the door", " 3. Go away now"]


async def test_tiny_sentences_go_with_the_next_one():
    assert await sentences_only(by_token("Oh! Really? I never knew that. Why? Tell me more.")) == [
        "Oh! Really? I never knew that.",
        " Why? Tell me more.",
    ]


async def test_whether_a_piece_is_the_last_is_known_when_more_has_come():
    stream = sentences(given(["That is nice.", " ", "What", " do you cook?"]))
    first = await anext(stream)
    assert first.text == "That is nice." and not first.last.done()
    second = await anext(stream)
    assert first.last.result() is False and not second.last.done()
    assert [piece async for piece in stream] == [] and second.last.result() is True


@pytest.mark.parametrize("parts", [[], [""], [" ", "\n"]])
async def test_of_nothing_there_are_no_pieces(parts):
    assert await pieces(parts) == []
    assert [piece async for piece in whole(given(parts))] == []


async def test_whole_is_all_of_it_once():
    (piece,) = [piece async for piece in whole(given([" That is", " nice.\n", "What do you cook? "]))]
    assert (piece.text, piece.last.result(), piece.who) == ("That is nice. What do you cook?", True, "somebody")
