"""The program's own keys: made once, kept, and never replaced by a worse one."""

import os
import stat

import pytest
from cryptography.fernet import Fernet

from config.keys import KEY_FILE, encryption_keys, put_new_key_first, with_keys
from config.settings import Settings, SettingsError
from tests.support.processes import all_at_once

GOOD_SECRET = "q3Jx" * 12
GOOD_KEY = Fernet.generate_key().decode()

MAKE_KEYS = """
import sys
from pathlib import Path
from config.keys import with_keys
from config.settings import Settings
print("ready", flush=True)
sys.stdin.readline()
made = with_keys(Settings(data_dir=Path(sys.argv[1])))
print(made.secret_key, made.encryption_key)
"""


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


def mode(path) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def test_keys_are_made_on_the_first_start_and_kept_for_the_next(settings):
    first = with_keys(settings)
    assert len(first.secret_key) >= 32 and Fernet(first.encryption_key)
    again = with_keys(settings)
    assert (again.secret_key, again.encryption_key) == (first.secret_key, first.encryption_key)


def test_two_installations_have_different_keys(tmp_path):
    one, other = (with_keys(Settings(data_dir=tmp_path / name)) for name in ("one", "other"))
    assert one.secret_key != other.secret_key and one.encryption_key != other.encryption_key


def test_only_the_owner_can_read_them_and_no_draft_is_left(settings):
    before = os.umask(0)
    try:
        with_keys(settings)
    finally:
        os.umask(before)
    assert mode(settings.data_dir) == 0o700
    assert mode(settings.data_dir / KEY_FILE) == 0o600
    assert os.listdir(settings.data_dir) == [KEY_FILE] and "key" in KEY_FILE


def test_eight_processes_that_start_at_once_get_the_same_keys(settings):
    printed = set(all_at_once(MAKE_KEYS, 8, settings.data_dir))
    kept = with_keys(settings)
    assert printed == {f"{kept.secret_key} {kept.encryption_key}\n"}
    assert os.listdir(settings.data_dir) == [KEY_FILE]


def test_keys_from_the_environment_are_used_and_nothing_is_written(settings):
    given = Settings(data_dir=settings.data_dir, secret_key=GOOD_SECRET, encryption_key=GOOD_KEY)
    assert with_keys(given) == given
    assert not settings.data_dir.exists()


def test_one_key_from_the_environment_is_completed_from_the_file(settings):
    kept = with_keys(settings)
    mixed = with_keys(Settings(data_dir=settings.data_dir, secret_key=GOOD_SECRET))
    assert (mixed.secret_key, mixed.encryption_key) == (GOOD_SECRET, kept.encryption_key)


def test_a_new_encryption_key_is_put_before_the_old_one(settings):
    before = with_keys(settings)
    put_new_key_first(settings)
    after = with_keys(settings)
    new, old = encryption_keys(after)
    assert old == before.encryption_key != new and after.secret_key == before.secret_key
    assert mode(settings.data_dir / KEY_FILE) == 0o600 and os.listdir(settings.data_dir) == [KEY_FILE]


def test_a_key_from_the_environment_is_the_self_hosters_to_change(settings):
    with pytest.raises(SettingsError, match="only you can change it") as refused:
        put_new_key_first(Settings(data_dir=settings.data_dir, encryption_key=GOOD_KEY))
    assert GOOD_KEY not in str(refused.value) and not settings.data_dir.exists()


BAD_KEYS = [
    ("the spec's placeholder", "SECRET_KEY", "your-secret-key-for-sessions", GOOD_KEY),
    ("a short secret", "SECRET_KEY", "x" * 31, GOOD_KEY),
    ("the spec's placeholder of a Fernet key", "ENCRYPTION_KEY", GOOD_SECRET, "your-fernet-encryption-key"),
    ("a Fernet key cut short", "ENCRYPTION_KEY", GOOD_SECRET, GOOD_KEY[:-4]),
    ("an empty key behind a comma", "ENCRYPTION_KEY", GOOD_SECRET, f"{GOOD_KEY},"),
    ("a Fernet key of other letters", "ENCRYPTION_KEY", GOOD_SECRET, "ü" * 44),
]


@pytest.mark.parametrize(("name", "secret", "key"), [bad[1:] for bad in BAD_KEYS], ids=[bad[0] for bad in BAD_KEYS])
def test_a_key_that_will_not_do_stops_the_start_with_one_line_that_says_what_to_do(settings, name, secret, key):
    with pytest.raises(SettingsError) as refused:
        with_keys(Settings(data_dir=settings.data_dir, secret_key=secret, encryption_key=key))
    line = str(refused.value)
    assert line.startswith(name) and "Remove it" in line and "\n" not in line
    assert (secret if name == "SECRET_KEY" else key) not in line
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


@pytest.mark.parametrize(
    "content",
    ["", f"SECRET_KEY={GOOD_SECRET}\n", f"SECRET_KEY=\nENCRYPTION_KEY={GOOD_KEY}\n"],
    ids=["empty", "no encryption key", "no secret key"],
)
def test_a_damaged_key_file_is_named_and_left_as_it_is(settings, content):
    settings.data_dir.mkdir()
    (settings.data_dir / KEY_FILE).write_text(content)
    with pytest.raises(SettingsError, match=f"{KEY_FILE} is damaged.*backup"):
        with_keys(settings)
    assert (settings.data_dir / KEY_FILE).read_text() == content
