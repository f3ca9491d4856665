"""Settings: from the environment and .env into one frozen dataclass."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from config.settings import Settings, SettingsError


def test_with_nothing_set_everything_has_a_value_that_works():
    settings = Settings.load({}, dotenv=None)
    assert settings == Settings()
    assert (settings.host, settings.port, settings.base_url) == ("127.0.0.1", 5001, "http://localhost:5001")
    assert settings.database_path == Path("data/talkbuddy.db")
    assert settings.is_loopback and not settings.is_https and not settings.has_mail_server


def test_each_field_is_the_variable_of_its_name_in_capitals():
    settings = Settings.load(
        {"PORT": "8080", "DATA_DIR": "/srv/talk", "KEEP_RECORDINGS": "Off", "SMTP_SERVER": " mail.example.org "},
        dotenv=None,
    )
    assert (settings.port, settings.data_dir, settings.keep_recordings) == (8080, Path("/srv/talk"), False)
    assert settings.smtp_server == "mail.example.org" and settings.has_mail_server
    assert settings.recordings_dir == Path("/srv/talk/recordings")


def test_a_dotenv_file_is_read_and_the_environment_wins(tmp_path):
    (tmp_path / ".env").write_text("# mine\nPORT=6000\nMAIL_FROM='talk@example.org'\nUNKNOWN=1\nHOST=\n")
    settings = Settings.load({"PORT": "7000"}, dotenv=tmp_path / ".env")
    assert (settings.port, settings.mail_from, settings.host) == (7000, "talk@example.org", "127.0.0.1")


def test_the_process_environment_is_what_is_read_when_no_other_is_given(monkeypatch, tmp_path):
    monkeypatch.setenv("MAX_SESSIONS_PER_DAY", "3")
    assert Settings.load(dotenv=tmp_path / "there is none").max_sessions_per_day == 3


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "many"),
        ("PORT", "-1"),
        ("SMTP_PORT", "587.0"),
        ("MAX_AUDIO_BYTES", "4 MB"),
        ("KEEP_RECORDINGS", "maybe"),
    ],
)
def test_a_value_that_will_not_do_is_named_in_one_sentence(name, value):
    with pytest.raises(SettingsError) as refused:
        Settings.load({name: value}, dotenv=None)
    assert name in str(refused.value) and repr(value) in str(refused.value)
    assert str(refused.value).endswith(".") and "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("environ", "url"),
    [
        ({"PORT": "80"}, "http://localhost:80"),
        ({"HOST": "::1"}, "http://localhost:5001"),
        ({"HOST": "192.168.1.5"}, "http://192.168.1.5:5001"),
        ({"BASE_URL": "https://talk.example.org/"}, "https://talk.example.org"),
    ],
)
def test_links_in_mails_begin_with_the_base_url(environ, url):
    settings = Settings.load(environ, dotenv=None)
    assert settings.base_url == url
    assert settings.is_https == url.startswith("https")


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///voice_interview.db", "voice_interview.db"),
        ("sqlite:////var/lib/talk/talk.db", "/var/lib/talk/talk.db"),
        ("sqlite:///../up.db", "../up.db"),
    ],
)
def test_the_database_url_names_a_file(url, path):
    assert Settings(database_url=url).database_path == Path(path)


@pytest.mark.parametrize("url", ["postgresql://localhost/talk", "sqlite://talk.db", "sqlite:///", "talk.db"])
def test_a_database_url_of_another_kind_is_refused(url):
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        Settings(database_url=url).database_path  # noqa: B018


def test_settings_cannot_be_changed_and_do_not_print_their_secrets():
    settings = Settings(secret_key="S" * 40, encryption_key="E" * 40, smtp_password="P" * 40)
    with pytest.raises(FrozenInstanceError):
        settings.port = 1  # pyright: ignore[reportAttributeAccessIssue]
    assert not any(letter * 40 in repr(settings) for letter in "SEP")
