"""A chain of models: replies in pieces, whole texts, and what they took."""

import pytest

from providers.errors import InvalidKey, NobodyLeft, Timeout, Unavailable
from providers.llm.base import Prompt, Usage
from providers.llm.chain import LLMChain

PROMPT = Prompt("Be kind.", [("student", "Hello.")])


async def told(chain: LLMChain) -> tuple[list[str], list[str], list[str]]:
    """The pieces, who gave them, and who was announced as being asked."""
    asked: list[str] = []

    async def started(provider) -> None:
        asked.append(provider.name)

    pieces = [(piece, provider.name) async for piece, provider in chain.stream(PROMPT, started)]
    return [piece for piece, _ in pieces], [name for _, name in pieces], asked


async def test_a_reply_comes_in_pieces_from_whoever_was_announced(scripted, moved, moves):
    one, two = scripted("llm", "one", InvalidKey()), scripted("llm", "two", ["That ", "is ", "nice."])
    pieces, givers, asked = await told(LLMChain("llm", [one, two], moved))
    assert "".join(pieces) == "That is nice."
    assert (set(givers), asked) == ({"two"}, ["one", "two"])
    assert moves == [("one", "two", InvalidKey, 0)]


@pytest.mark.parametrize("empty", [[], ["", " ", "\n"]])
async def test_an_empty_reply_moves_on(scripted, moved, moves, empty):
    one, two = scripted("llm", "one", empty), scripted("llm", "two", ["Hello."])
    pieces, _, _ = await told(LLMChain("llm", [one, two], moved))
    assert pieces == ["Hello."]
    assert moves == [("one", "two", Unavailable, 0)]


async def test_a_first_piece_that_does_not_come_moves_on(scripted, moved, moves, short_stages):
    one, two = scripted("llm", "one", [30.0, "late"]), scripted("llm", "two", ["Hello."])
    pieces, _, _ = await told(LLMChain("llm", [one, two], moved))
    assert (pieces, moves, one.closed) == (["Hello."], [("one", "two", Timeout, 0)], True)


@pytest.mark.parametrize("end", [Unavailable(), RuntimeError("broken pipe"), 30.0])
async def test_a_reply_that_breaks_off_keeps_what_came_and_is_not_begun_again(
    scripted, moved, moves, short_stages, end
):
    one, two = scripted("llm", "one", ["That is ", end, "lost"]), scripted("llm", "two", ["Something else."])
    chain = LLMChain("llm", [one, two], moved)
    pieces, _, _ = await told(chain)
    assert (pieces, two.calls, moves) == (["That is "], 0, [])
    assert one.closed and chain.active is two, "who broke off has failed"


async def test_leaving_a_reply_at_its_first_piece_stops_the_provider_at_once(scripted, moved):
    one = scripted("llm", "one", ["That ", 30.0, "never"])

    async def started(_) -> None: ...

    stream = LLMChain("llm", [one], moved).stream(PROMPT, started)
    assert (await anext(stream))[0] == "That "
    await stream.aclose()
    assert one.closed


async def test_a_whole_text_is_asked_of_models_only(scripted, moved):
    guided, model = (
        scripted("llm", "guided", ["Next question?"], is_model=False),
        scripted("llm", "one", ["Well done."]),
    )
    assert await LLMChain("llm", [guided, model], moved).reply(PROMPT) == ("Well done.", model)
    with pytest.raises(NobodyLeft):
        await LLMChain("llm", [guided], moved).reply(PROMPT)
    assert guided.calls == 0


async def test_what_a_whole_text_took_is_told(scripted, moved):
    counted, uncounted = scripted("llm", "one", ["Well ", "done.", Usage(7, 3)]), scripted("llm", "two", ["Well done."])
    for provider, wanted in ((counted, (Usage(7, 3), False)), (uncounted, (Usage(4, 3), True))):
        chain, told = LLMChain("llm", [provider], moved), []
        chain.used = lambda *what, told=told: told.append(what)
        assert await chain.reply(PROMPT) == ("Well done.", provider)
        assert told == [(provider, *wanted)]


async def test_a_whole_text_that_broke_off_was_paid_for_as_well(scripted, moved):
    async def breaks(self, prompt):
        yield "Well "
        raise Unavailable()

    chain, told = LLMChain("llm", [scripted("llm", "one", [], stream=breaks)], moved), []
    chain.used = lambda *what: told.append(what[1])
    with pytest.raises(NobodyLeft):
        await chain.reply(PROMPT)
    assert told and told[0].output_tokens > 0


async def test_an_empty_whole_text_moves_on_as_well(scripted, moved):
    one, two = scripted("llm", "one", [" "]), scripted("llm", "two", ["Well done."])
    assert await LLMChain("llm", [one, two], moved).reply(PROMPT) == ("Well done.", two)


async def test_preparing_may_fail(scripted, moved):
    async def prepare(self, prompt) -> None:
        raise Unavailable()

    failing = scripted("llm", "one", ["Hi."], prepare=prepare, reads_ahead=True)
    await LLMChain("llm", [failing], moved).prepare(lambda: PROMPT)
    await LLMChain("llm", [], moved).prepare(lambda: PROMPT)


async def test_a_prompt_is_made_for_who_reads_it_in_advance_only(scripted, moved):
    read = []

    async def prepare(self, prompt) -> None:
        read.append(prompt)

    for reads_ahead in (False, True):
        model = scripted("llm", "one", ["Hi."], prepare=prepare, reads_ahead=reads_ahead)
        await LLMChain("llm", [model], moved).prepare(lambda: read.append("made") or PROMPT)
    assert read == ["made", PROMPT]
