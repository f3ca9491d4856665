"""A student's preferences, keys and choices become chains."""

from models import provider_choice, user_key
from models.provider_choice import ProviderChoice
from providers import factory
from providers.base import Choice
from services import lineup

factory.load()


async def moved(*_: object) -> None: ...


def names(db, settings, maria, service, keys=frozenset()) -> list[str]:
    return [p.name for p in lineup.candidates(db, settings, set(keys), maria, service)]


def test_hugging_face_is_asked_without_a_key_only_by_who_prefers_it(db, settings, maria):
    assert "huggingface" not in names(db, settings, maria, "llm")
    user_key.set_preferences(db, maria, "llm", ["huggingface", "openai"])
    assert names(db, settings, maria, "llm") == ["huggingface", "guided"], "OpenAI needs a key"
    user_key.set_preferences(db, maria, "llm", ["guided"])
    assert names(db, settings, maria, "llm", {"huggingface"}) == ["guided", "huggingface"]


def test_a_choice_reaches_its_provider_and_no_other(db, settings, maria, user_keys):
    user_keys.put(maria, "openai", "sk-0123456789")
    provider_choice.put(db, maria, ProviderChoice("tts", "openai", "tts-1", "nova"))
    assert lineup.choices_of(db, maria) == {("tts", "openai"): Choice("tts-1", "nova")}
    made = lineup.for_user(db, settings, user_keys, maria, moved)
    chosen = {(p.service, p.name): p.choice for chain in (made.stt, made.llm, made.tts) for p in chain.providers}
    assert chosen.pop(("tts", "openai")) == Choice("tts-1", "nova")
    assert set(chosen.values()) == {Choice()}


def test_rooms_of_a_student_share_what_rests_and_other_databases_do_not(db, settings, maria, tmp_path):
    from models.database import Database

    assert lineup.resting_of(db, maria) is lineup.resting_of(db, maria)
    other = Database(tmp_path / "other.db")
    assert lineup.resting_of(other, maria) is not lineup.resting_of(db, maria)
    other.close()


async def test_for_who_only_reads_no_voice_is_asked_but_the_browsers(db, settings, maria, user_keys):
    user_keys.put(maria, "openai", "sk-0123456789")
    served = lineup.for_user(db, settings, user_keys, maria, moved)
    await served.adapt(lineup.Abilities(sound=False), announce=False)
    assert served.in_use()["tts"] == "browser"
    await served.adapt(lineup.Abilities(browser_tts=False), announce=False)
    assert served.in_use()["tts"] == "openai", "a page with sound gets its voices back"
