"""The model and voice that a student chose at a provider."""

from models import provider_choice, user
from models.provider_choice import ProviderChoice


def test_a_choice_is_kept_and_replaced_and_is_ones_own(db, maria):
    other = user.add(db, "ana@example.org", "a hash")
    provider_choice.put(db, maria, ProviderChoice("tts", "openai", "tts-1", "nova"))
    provider_choice.put(db, maria, ProviderChoice("tts", "openai", "tts-1-hd", ""))
    provider_choice.put(db, maria, ProviderChoice("llm", "openai", "gpt-4o", ""))
    assert set(provider_choice.of_user(db, maria)) == {
        ProviderChoice("tts", "openai", "tts-1-hd", ""),
        ProviderChoice("llm", "openai", "gpt-4o", ""),
    }
    assert provider_choice.of_user(db, other) == []
    db.run("DELETE FROM users WHERE id = ?", maria)
    assert db.value("SELECT count(*) FROM provider_choices") == 0
