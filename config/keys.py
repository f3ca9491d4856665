"""The program's two secrets: made once on the first run, never lost, never made twice, and renewed on demand.

ENCRYPTION_KEY is one Fernet key, or several with commas between them: the first encrypts, the others still decrypt.
"""

import contextlib
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


def encryption_keys(settings: Settings) -> list[str]:
    """The Fernet keys, newest first."""
    return [key.strip() for key in settings.encryption_key.split(",")]


def put_new_key_first(settings: Settings) -> None:
    """Write a new encryption key before the ones in DATA_DIR. The next start re-encrypts with it.

    Raises SettingsError when the key does not stand there, but in the environment.
    """
    new = Fernet.generate_key().decode()
    if settings.encryption_key:
        raise SettingsError(
            "ENCRYPTION_KEY is set outside of DATA_DIR, so only you can change it. Put this new key and a comma "
            f"before the one that stands there, and restart TalkBuddy: {new}"
        )
    _keep(settings.data_dir, f"{new},{_kept_keys(settings.data_dir)['ENCRYPTION_KEY']}")


def forget_old_keys(settings: Settings) -> bool:
    """Keep the first encryption key of DATA_DIR only; False when the keys stand elsewhere."""
    path = settings.data_dir / KEY_FILE
    if not path.exists() or dotenv_values(path).get("ENCRYPTION_KEY") != settings.encryption_key:
        return False
    _keep(settings.data_dir, encryption_keys(settings)[0])
    return True


def _keep(data_dir: Path, encryption_key: str) -> None:
    """Exchange the encryption keys in the key file, whole or not at all."""
    text = f"SECRET_KEY={_kept_keys(data_dir)['SECRET_KEY']}\nENCRYPTION_KEY={encryption_key}\n"
    os.replace(_draft(data_dir / KEY_FILE, text), data_dir / KEY_FILE)


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
    draft = _draft(path, text)
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    os.unlink(draft)


def _draft(path: Path, text: str) -> str:
    """A file beside `path` that only its owner may read, safely on disk."""
    fd, draft = tempfile.mkstemp(dir=path.parent, prefix=".keys-")
    with os.fdopen(fd, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.chmod(draft, 0o600)
    return draft


def _check(settings: Settings) -> None:
    how = "Remove it to let TalkBuddy make its own, or set a random one."
    if settings.secret_key.lower() in PLACEHOLDERS or len(settings.secret_key) < MIN_SECRET_LENGTH:
        raise SettingsError(f"SECRET_KEY is a placeholder or shorter than {MIN_SECRET_LENGTH} characters. {how}")
    try:
        for key in encryption_keys(settings):
            Fernet(key)
    except (ValueError, TypeError):
        raise SettingsError(f"ENCRYPTION_KEY is not a Fernet key. {how}") from None
