"""What the turn gets of what was heard while it was spoken."""

from services.events import HeardSoFar
from tests.support.ears import PIECES, WHOLE, Deaf, Ears
from tests.support.recordings import cut, recorded


async def test_the_turn_gets_what_was_heard_while_it_was_spoken_and_words_came_before(ears, ear):
    await ears.speak()
    await ears.told_something()
    heard, said = await ears.hear()
    assert heard.text == f"{ear.takes[0].fed} bytes in all" and ear.takes[0].seconds > 1
    assert ears.told and all(isinstance(event, HeardSoFar) and event.turn == "t1" for event in ears.told)
    assert said.overheard and said.overheard.is_used
    (share,) = await said.overheard.counted()
    assert (share.model, share.spent.seconds) == ("live-model", ear.takes[0].seconds)


async def test_a_recording_that_is_not_the_take_is_heard_as_a_whole(ears):
    await ears.speak()
    assert (await ears.hear(recorded("I like cats.")))[0] == WHOLE


async def test_a_take_that_was_sent_whole_in_the_end_is_used_as_far_as_it_was_heard(ears, ear):
    await ears.speak(pieces=PIECES[:3])
    heard, _ = await ears.hear()
    assert heard != WHOLE and ear.takes[0].seconds > 1


async def test_what_the_turn_counts_is_not_counted_beside_it(ears):
    await ears.speak()
    _, said = await ears.hear()
    assert said.overheard and len(await said.overheard.counted()) == 1
    await ears.listening.done()
    assert ears.spent == []


async def test_where_a_provider_takes_whole_recordings_only_pauses_are_used():
    ears = Ears(Deaf())
    recording = recorded("I like to cook.", after=1.5)
    await ears.speak(pieces=cut(recording, 3))
    await ears.told_something()
    heard, said = await ears.hear(recording)
    assert heard == WHOLE and said.overheard and said.overheard.is_used
    (share,) = await said.overheard.counted()
    assert share.model == "whole-model" and ears.told == [HeardSoFar("t1", WHOLE.text)]
    await ears.listening.close()
