"""The program's two secrets: made once on the first run, never lost, never made twice."""

import os
import secrets
import tempfile
from dataclasses import replace
from pathlib import Path

from cryptography.fernet import Fernet
from dotenv import dotenv_values

from .settings import Settings, SettingsError

KEY_FILE = "keys.env"
PLACEHOLDERS = {"your-secret-key-for-sessions", "your-fernet-encryption-key", "changeme", "secret"}
MIN_SECRET_LENGTH = 32


def with_keys(settings: Settings) -> Settings:
    """The settings with SECRET_KEY and ENCRYPTION_KEY filled in from DATA_DIR, made there if need be.

    Raises SettingsError for a placeholder, a short or a malformed key.
    """
    if not (settings.secret_key and settings.encryption_key):
        kept = _kept_keys(settings.data_dir)
        settings = replace(
            settings,
            secret_key=settings.secret_key or kept["SECRET_KEY"],
            encryption_key=settings.encryption_key or kept["ENCRYPTION_KEY"],
        )
    _check(settings)
    return settings


def has_own_encryption_key(settings: Settings) -> bool:
    """True when an encryption key already stands in the environment or in DATA_DIR."""
    return bool(settings.encryption_key) or (settings.data_dir / KEY_FILE).exists()


def _kept_keys(data_dir: Path) -> dict[str, str]:
    path = data_dir / KEY_FILE
    if not path.exists():
        _write_once(path, f"SECRET_KEY={secrets.token_urlsafe(48)}\nENCRYPTION_KEY={Fernet.generate_key().decode()}\n")
    kept = dotenv_values(path)
    if not kept.get("SECRET_KEY") or not kept.get("ENCRYPTION_KEY"):
        raise SettingsError(f"{path} is damaged: it must hold SECRET_KEY and ENCRYPTION_KEY. Restore it from a backup.")
    return {name: value for name, value in kept.items() if value}


def _write_once(path: Path, text: str) -> None:
    """Write a whole file or none: a hard link appears at once, and fails for whoever comes second."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fd, draft = tempfile.mkstemp(dir=path.parent, prefix=".keys-")
    try:
        with os.fdopen(fd, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(draft, 0o600)
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
    finally:
        os.unlink(draft)


def _check(settings: Settings) -> None:
    how = "Remove it to let TalkBuddy make its own, or set a random one."
    if settings.secret_key.lower() in PLACEHOLDERS or len(settings.secret_key) < MIN_SECRET_LENGTH:
        raise SettingsError(f"SECRET_KEY is a placeholder or shorter than {MIN_SECRET_LENGTH} characters. {how}")
    try:
        Fernet(settings.encryption_key)
    except (ValueError, TypeError):
        raise SettingsError(f"ENCRYPTION_KEY is not a Fernet key. {how}") from None
