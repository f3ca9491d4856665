"""Keys are encrypted for one student and one vendor."""

from dataclasses import replace

import pytest
from cryptography.fernet import Fernet

from config.settings import SettingsError
from models import user, user_key
from services.problems import FieldProblem
from services.user_keys import UserKeys

KEY = "sk-proj-0123456789_ABCDEF"


def test_a_key_comes_back_for_its_student_and_for_nobody_else(user_keys, db, maria):
    other = user.add(db, "ali@example.org", "a hash")
    user_keys.put(maria, "openai", f"  {KEY}\n")
    assert user_keys.reveal(maria) == {"openai": KEY}
    assert user_keys.reveal(other) == {}


def test_a_key_is_stored_once_for_every_service_of_its_vendor(user_keys, db, maria):
    user_keys.put(maria, "openai", KEY)
    user_keys.put(maria, "elevenlabs", "el-0123456789")
    rows = {(row.provider, row.service_type) for row in user_key.of_user(db, maria)}
    assert rows == {
        ("openai", "stt"),
        ("openai", "llm"),
        ("openai", "tts"),
        ("elevenlabs", "stt"),
        ("elevenlabs", "tts"),
    }


def test_the_file_does_not_hold_it_and_pages_get_the_last_four_characters(user_keys, db, maria):
    user_keys.put(maria, "openai", KEY)
    assert user_keys.endings(maria) == {"openai": "CDEF"}
    db.run("PRAGMA wal_checkpoint(TRUNCATE)")
    stored = db.path.read_bytes()
    assert b"CDEF" in stored and KEY.encode() not in stored and KEY[-12:].encode() not in stored


def test_a_row_moved_to_another_student_is_not_revealed(user_keys, db, maria):
    thief = user.add(db, "eve@example.org", "a hash")
    user_keys.put(maria, "openai", KEY)
    db.run("UPDATE user_api_keys SET user_id = ?", thief)
    assert user_keys.reveal(thief) == {} and user_keys.reveal(maria) == {}


def test_a_row_moved_to_another_vendor_is_not_sent_there(user_keys, db, maria):
    user_keys.put(maria, "elevenlabs", KEY)
    db.run("UPDATE user_api_keys SET provider = 'openai'")
    assert user_keys.reveal(maria) == {}


@pytest.mark.parametrize("damaged", ["", "gAAAAA", None])
def test_a_damaged_row_is_left_out_and_the_others_work(user_keys, db, maria, damaged):
    user_keys.put(maria, "openai", KEY)
    user_keys.put(maria, "huggingface", "hf_0123456789")
    db.run("UPDATE user_api_keys SET api_key_encrypted = ? WHERE provider = 'openai'", damaged)
    assert user_keys.reveal(maria) == {"huggingface": "hf_0123456789"}


def test_a_new_key_replaces_the_old_and_a_removed_one_is_gone(user_keys, maria):
    user_keys.put(maria, "openai", KEY)
    user_keys.put(maria, "openai", "sk-another-9876")
    assert user_keys.reveal(maria) == {"openai": "sk-another-9876"}
    user_keys.remove(maria, "openai")
    assert user_keys.reveal(maria) == {} and user_keys.endings(maria) == {}


@pytest.mark.parametrize(
    "text", ["", "short", "two keys", "sk-0123\n456789", '"sk-0123456789"', "schlüssel-0123", "x" * 401, "sk-0123456\0"]
)
def test_what_cannot_be_a_key_is_refused_without_repeating_it(user_keys, maria, text):
    with pytest.raises(FieldProblem) as refused:
        user_keys.put(maria, "openai", text)
    assert refused.value.field == "api_key" and (not text or text not in str(refused.value))
    assert user_keys.endings(maria) == {}


@pytest.mark.parametrize("vendor", ["browser", "local", "", "OpenAI"])
def test_only_vendors_that_take_keys_get_one(user_keys, maria, vendor):
    with pytest.raises(FieldProblem) as refused:
        user_keys.put(maria, vendor, KEY)
    assert refused.value.field == "provider"


def test_another_encryption_key_is_noticed_before_it_does_harm(user_keys, db, settings):
    with pytest.raises(SettingsError, match="does not fit"):
        UserKeys(db, replace(settings, encryption_key=Fernet.generate_key().decode()))
    assert UserKeys(db, settings)
