"""Stored keys and wanted orders."""

from models import user_key


def test_a_key_is_replaced_by_a_newer_one_and_counts_as_untried(db, maria):
    user_key.put(db, maria, "openai", "llm", "first", "1111")
    db.run("UPDATE user_api_keys SET is_valid = FALSE")
    user_key.put(db, maria, "openai", "llm", "second", "2222")
    (key,) = user_key.of_user(db, maria)
    assert (key.api_key_encrypted, key.last_four, key.is_valid) == ("second", "2222", None)


def test_removing_a_vendors_key_removes_it_for_all_its_services(db, maria):
    for service in ("stt", "llm", "tts"):
        user_key.put(db, maria, "openai", service, "secret", "1111")
    user_key.put(db, maria, "elevenlabs", "tts", "secret", "2222")
    user_key.remove(db, maria, "openai")
    assert [key.provider for key in user_key.of_user(db, maria)] == ["elevenlabs"]


def test_rows_without_a_key_are_not_encrypted_ones(db, maria):
    db.run("INSERT INTO user_api_keys (user_id, provider, service_type) VALUES (?, 'browser', 'tts')", maria)
    assert not user_key.any_encrypted(db)
    user_key.put(db, maria, "openai", "llm", "secret", "1111")
    assert user_key.any_encrypted(db)


def test_the_wanted_order_is_kept_for_each_service(db, maria):
    assert user_key.preferences(db, maria, "tts") == []
    user_key.set_preferences(db, maria, "tts", ["browser", "elevenlabs", "local"])
    user_key.set_preferences(db, maria, "llm", ["guided"])
    user_key.set_preferences(db, maria, "tts", ["local", "browser"])
    assert user_key.preferences(db, maria, "tts") == ["local", "browser"]
    assert user_key.preferences(db, maria, "llm") == ["guided"]
    assert user_key.preferences(db, maria + 1, "tts") == []
