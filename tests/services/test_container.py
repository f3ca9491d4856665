"""Opening everything: what may be made on a first start, and what must never be made beside encrypted keys."""

from dataclasses import replace

import pytest
from cryptography.fernet import Fernet
from dotenv import dotenv_values

from config.keys import KEY_FILE, put_new_key_first
from config.settings import Settings, SettingsError
from models import scenario, user
from services.container import open_services
from tests.support.processes import all_at_once

OPEN = """
import sys
from pathlib import Path
from config.settings import Settings
from services.container import open_services
print("ready", flush=True)
sys.stdin.readline()
opened = open_services(Settings(data_dir=Path(sys.argv[1])))
print(opened.db.value("SELECT count(*) FROM scenarios"), opened.settings.encryption_key)
"""


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture
def with_a_stored_key(settings) -> Settings:
    """Settings of an installation in which a student has stored a key."""
    services = open_services(settings)
    services.user_keys.put(user.add(services.db, "maria@example.org", "x"), "openai", "sk-0123456789abcdef")
    services.db.close()
    return settings


def test_a_first_start_needs_nothing(settings):
    services = open_services(settings)
    assert services.settings.secret_key and services.settings.encryption_key
    assert len(scenario.offered(services.db)) == 12
    services.db.close()


def test_a_second_start_opens_what_was_stored(with_a_stored_key):
    services = open_services(with_a_stored_key)
    assert services.user_keys.reveal(1) == {"openai": "sk-0123456789abcdef"}
    services.db.close()


def test_eight_first_starts_at_once_all_work_and_agree(settings):
    ended = all_at_once(OPEN, 8, settings.data_dir)
    assert len(set(ended)) == 1
    assert ended[0].startswith("12 ")


def test_a_lost_key_file_beside_encrypted_keys_stops_the_start_and_no_new_one_is_made(with_a_stored_key):
    key_file = with_a_stored_key.data_dir / KEY_FILE
    kept = key_file.read_text()
    key_file.unlink()
    for _ in range(2):
        with pytest.raises(SettingsError, match="missing.*Restore the file from a backup or set ENCRYPTION_KEY"):
            open_services(with_a_stored_key)
        assert not key_file.exists()
    key_file.write_text(kept)
    open_services(with_a_stored_key).db.close()


def test_another_encryption_key_is_noticed_at_the_start(with_a_stored_key):
    other = replace(with_a_stored_key, encryption_key=Fernet.generate_key().decode())
    with pytest.raises(SettingsError, match="ENCRYPTION_KEY does not fit this database"):
        open_services(other)
    open_services(with_a_stored_key).db.close()


def test_a_start_with_a_new_key_in_front_encrypts_anew_and_forgets_the_old_one(with_a_stored_key):
    key_file = with_a_stored_key.data_dir / KEY_FILE
    before = dotenv_values(key_file)
    put_new_key_first(with_a_stored_key)
    services = open_services(with_a_stored_key)
    assert services.user_keys.reveal(1) == {"openai": "sk-0123456789abcdef"}
    services.db.close()
    after = dotenv_values(key_file)
    assert after["SECRET_KEY"] == before["SECRET_KEY"] and after["ENCRYPTION_KEY"] != before["ENCRYPTION_KEY"]
    assert Fernet(after["ENCRYPTION_KEY"] or ""), "one key is left"
    services = open_services(with_a_stored_key)
    assert services.user_keys.reveal(1) == {"openai": "sk-0123456789abcdef"}
    services.db.close()


def test_keys_of_the_environment_are_rotated_alike_and_the_file_is_left_alone(with_a_stored_key):
    key_file = with_a_stored_key.data_dir / KEY_FILE
    kept, new = key_file.read_text(), Fernet.generate_key().decode()
    old = dotenv_values(key_file)["ENCRYPTION_KEY"]
    open_services(replace(with_a_stored_key, encryption_key=f"{new},{old}")).db.close()
    assert key_file.read_text() == kept
    services = open_services(replace(with_a_stored_key, encryption_key=new))
    assert services.user_keys.reveal(1) == {"openai": "sk-0123456789abcdef"}
    services.db.close()


def test_another_secret_key_only_ends_the_sign_ins(with_a_stored_key):
    services = open_services(replace(with_a_stored_key, secret_key="another secret " * 4))
    assert services.user_keys.endings(1) == {"openai": "cdef"}
    services.db.close()


def test_a_lost_key_file_is_replaced_when_nothing_was_encrypted_with_it(tmp_path):
    settings = Settings(data_dir=tmp_path / "data")
    open_services(settings).db.close()
    (settings.data_dir / "keys.env").unlink()
    open_services(settings).db.close()
    open_services(settings).db.close()
