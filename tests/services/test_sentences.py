"""A stream of pieces becomes sentences, each as soon as it is certain."""

import pytest

from services.sentences import sentences, whole

TEXTS = {
    "one": ["How are you?"],
    "two": ["That is nice.", "What do you cook?"],
    "titles": ["I met Dr. Smith and Mrs. Jones.", "They were friendly."],
    "abbreviations": ["Bring fruit, e.g. apples, at 8 a.m. tomorrow.", "Is that all right?"],
    "numbers": ["It costs 3.50 dollars.", "That is 0.5 more."],
    "marks": ["Really?!", "Wow!", "Well… I see.", "Tell me more."],
    "quotes": ['She said: "Come in."', "Then we talked."],
    "no end": ["I think so.", "And then we"],
}


async def pieces(parts: list[str]):
    for part in parts:
        yield part, "somebody"


async def cut(parts: list[str]) -> list[tuple[str, bool, str]]:
    return [sentence async for sentence in sentences(pieces(parts))]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 1000])
@pytest.mark.parametrize("name", TEXTS)
async def test_sentences_are_the_same_however_the_text_arrives(name, size):
    text = " ".join(TEXTS[name])
    found = await cut([text[at : at + size] for at in range(0, len(text), size)])
    assert [sentence for sentence, _, _ in found] == TEXTS[name]
    assert [last for _, last, _ in found] == [False] * (len(found) - 1) + [True]
    assert {who for _, _, who in found} == {"somebody"}


@pytest.mark.parametrize("end", ["", " ", "\n", " \n\n "])
async def test_exactly_the_last_is_called_last_also_when_white_space_follows(end):
    found = await cut(["  That is nice. ", "What do you\n cook?", end])
    assert [(sentence, last) for sentence, last, _ in found] == [("That is nice.", False), ("What do you cook?", True)]


async def test_a_sentence_comes_as_soon_as_the_next_has_begun():
    taken = []

    async def slow():
        for part in ["That is nice. ", "What ", "do you cook?"]:
            taken.append(part)
            yield part, "somebody"

    stream = sentences(slow())
    assert (await anext(stream))[0] == "That is nice."
    assert len(taken) == 2
    await stream.aclose()


@pytest.mark.parametrize("parts", [[], [""], [" ", "\n"]])
async def test_of_nothing_there_are_no_sentences(parts):
    assert await cut(parts) == []
    assert [piece async for piece in whole(pieces(parts))] == []


async def test_no_word_is_lost_or_added():
    text = "Well... yes! I went to the U.S. in 2019 (with Mr. Lee). It was great; wasn't it? (He said so.) Ok"
    for size in range(1, 12):
        found = await cut([text[at : at + size] for at in range(0, len(text), size)])
        assert " ".join(sentence for sentence, _, _ in found) == text


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
async def test_a_quotation_mark_stays_with_the_words_it_opens(size):
    text = 'Was it good? "Sure," he said. Ok.'
    found = await cut([text[at : at + size] for at in range(0, len(text), size)])
    assert [sentence for sentence, _, _ in found] == ["Was it good?", '"Sure," he said.', "Ok."]


async def test_whole_is_all_of_it_once():
    found = [piece async for piece in whole(pieces([" That is", " nice.\n", "What do you cook? "]))]
    assert found == [("That is nice. What do you cook?", True, "somebody")]
