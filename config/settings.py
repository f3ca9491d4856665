"""Settings: one frozen dataclass, the only reader of the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values

TRUE = {"1", "true", "yes", "on"}
LOOPBACK = {"127.0.0.1", "localhost", "::1"}
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - it is compared with, not listened on
FALSE = {"0", "false", "no", "off", ""}


class SettingsError(Exception):
    """A setting that cannot be used; the message says which one and what to do."""


@dataclass(frozen=True)
class Settings:
    """Every field is the environment variable of the same name in capitals.

    Sizes are bytes, times seconds where nothing else is said. `.env.example` explains each one.
    """

    host: str = "127.0.0.1"
    port: int = 5001
    base_url: str = ""
    data_dir: Path = Path("data")
    database_url: str = ""
    secret_key: str = field(default="", repr=False)
    encryption_key: str = field(default="", repr=False)
    trusted_proxies: str = ""

    smtp_server: str = ""
    smtp_port: int = 587
    smtp_username: str = ""
    smtp_password: str = field(default="", repr=False)
    mail_from: str = ""

    hcaptcha_site_key: str = ""
    hcaptcha_secret_key: str = field(default="", repr=False)
    hcaptcha_verify_url: str = "https://api.hcaptcha.com/siteverify"

    max_sessions_per_day: int = 10
    max_registrations_per_ip_per_day: int = 3
    session_inactivity_seconds: int = 7200
    max_audio_bytes: int = 4 * 2**20
    keep_recordings: bool = True

    openai_base_url: str = "https://api.openai.com/v1"
    elevenlabs_base_url: str = "https://api.elevenlabs.io"
    hf_base_url: str = "https://router.huggingface.co/v1"
    local_llm_base_url: str = ""
    local_stt_base_url: str = ""
    local_tts_base_url: str = ""

    model_hub_url: str = "https://huggingface.co"
    local_model: str = ""
    local_model_sha256: str = ""
    local_model_path: str = ""

    log_slow_callbacks_ms: int = 0

    def __post_init__(self) -> None:
        if not self.base_url:
            host = "localhost" if self.is_loopback or self.host in EVERYWHERE else self.host
            object.__setattr__(self, "base_url", f"http://{host}:{self.port}")
        object.__setattr__(self, "base_url", self.base_url.rstrip("/"))
        if bool(self.hcaptcha_site_key) != bool(self.hcaptcha_secret_key):
            raise SettingsError("HCAPTCHA_SITE_KEY and HCAPTCHA_SECRET_KEY belong together. Set both or none.")

    @classmethod
    def load(cls, environ: Mapping[str, str] | None = None, dotenv: str | Path | None = ".env") -> "Settings":
        """Read `.env`, then the environment, which wins. Raises SettingsError for a value that will not do."""
        found = {k: v for k, v in dotenv_values(dotenv).items() if v is not None} if dotenv else {}
        found.update(os.environ if environ is None else environ)
        values: dict[str, Any] = {
            f.name: _parse(f, found[f.name.upper()]) for f in fields(cls) if found.get(f.name.upper(), "") != ""
        }
        return cls(**values)

    @property
    def is_loopback(self) -> bool:
        """True when only this machine can reach the server."""
        return self.host in LOOPBACK

    @property
    def is_nameless(self) -> bool:
        """True when others could reach the server, but not under any name that it answers to."""
        return self.host in EVERYWHERE and urlsplit(self.base_url).hostname in LOOPBACK

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def host_names(self) -> set[str]:
        """The names that requests may be addressed to."""
        return {urlsplit(self.base_url).hostname or "", *LOOPBACK}

    @property
    def has_mail_server(self) -> bool:
        return bool(self.smtp_server)

    @property
    def database_path(self) -> Path:
        """The SQLite file. Raises SettingsError when DATABASE_URL names something else."""
        if not self.database_url:
            return self.data_dir / "talkbuddy.db"
        scheme, _, rest = self.database_url.partition("///")
        if scheme != "sqlite:" or not rest:
            raise SettingsError("DATABASE_URL must look like sqlite:///path/to/file.db. Correct it or remove it.")
        return Path(rest)

    @property
    def recordings_dir(self) -> Path:
        return self.data_dir / "recordings"

    @property
    def models_dir(self) -> Path:
        return self.data_dir / "models"


def _parse(setting, text: str):
    name, text = setting.name.upper(), text.strip()
    if setting.type is bool:
        if text.lower() not in TRUE | FALSE:
            raise SettingsError(f"{name} must be on or off, not {text!r}.")
        return text.lower() in TRUE
    if setting.type is int:
        if not text.isdecimal():
            raise SettingsError(f"{name} must be a whole number, not {text!r}.")
        return int(text)
    return Path(text) if setting.type is Path else text
