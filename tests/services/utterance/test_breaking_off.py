"""A model or a voice breaks off in the middle of a reply: what was said stays, and the rest is spoken."""

from providers.errors import Unavailable
from services.events import FellBack, Spoke
from tests.support.scripted import ONE, REPLY, THREE, TWO, Model, Voice


async def test_a_model_that_breaks_off_leaves_what_it_said_and_that_is_spoken(talk):
    talking = talk(Model(f"{ONE} I like", Unavailable()))
    await talking.turn()
    assert talking.kept() == f"{ONE} I like"
    assert [event.text for event in talking.of(Spoke) if event.text] == [ONE, "I like"]
    assert [event.last for event in talking.of(Spoke)][-1] is True and talking.model.open == 0


async def test_a_voice_that_breaks_off_in_the_second_sentence_is_followed_by_the_next_voice(talk):
    talking = talk(None, Voice("one", slow={ONE: 0.05}, breaks=TWO), Voice("two"))
    await talking.turn()
    spoke = [(event.text, event.provider) for event in talking.of(Spoke) if event.text]
    assert spoke == [(ONE, "one"), (TWO, "one"), (THREE, "two")], "no sentence comes twice"
    assert [(moved.given_up, moved.taken_up) for moved in talking.of(FellBack)] == [("one", "two")]
    assert talking.voices[1].asked == [THREE] and talking.kept() == REPLY
    assert [event.last for event in talking.of(Spoke)][-1] is True
