"""In which order what the partner says is written, stored, told and heard."""

from models import turn as turns
from services.events import Replied, ReplyPart, Spoke, Took
from tests.support.scripted import ONE, REPLY, THREE, TWO, Voice

SOON = 0.1


async def test_nothing_is_told_or_heard_before_it_is_stored(talk):
    talking = talk()
    await talking.turn()
    seen = ""
    for event, stored in zip(talking.told, talking.stored, strict=True):
        if isinstance(event, ReplyPart | Spoke):
            assert event.text in stored
            seen += event.text
        if isinstance(event, Replied):
            assert event.text == stored == REPLY
    assert all(text in seen for text in (ONE, TWO, THREE))


async def test_every_sentence_sounds_once_in_its_order_and_exactly_the_last_sound_is_called_last(talk):
    talking = talk(None, Voice(slow={ONE: SOON}))
    await talking.turn()
    spoke = talking.of(Spoke)
    assert [event.text for event in spoke] == [ONE, "", TWO, "", THREE, ""]
    assert [event.seq for event in spoke] == list(range(6))
    assert [event.last for event in spoke] == [False] * 5 + [True]
    assert isinstance(talking.told[-1], Took)


async def test_a_client_that_wants_whole_sound_gets_one_file(talk):
    talking = talk()
    await talking.turn(stream=False)
    (spoke,), (reply,) = talking.of(Spoke), talking.of(Replied)
    assert (spoke.text, spoke.last, spoke.audio.data, reply.text) == (REPLY, True, b"RIFF two", REPLY)


async def test_a_voice_is_asked_before_the_disk_is_waited_for(talk, monkeypatch):
    talking, asked = talk(), []
    add_reply = turns.add_reply

    def slow_disk(*arguments):
        asked.append(list(talking.voices[0].asked))
        return add_reply(*arguments)

    monkeypatch.setattr(turns, "add_reply", slow_disk)
    await talking.turn()
    assert asked[0] == [ONE]
