"""API keys: encrypted for one user and one provider, shown only by their last four characters."""

import json
import re

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from config.providers import KEY_VENDORS
from config.settings import Settings, SettingsError
from models import user_key
from models.database import Database

from .problems import FieldProblem

CANARY = "encryption-key-canary"
SHAPE = re.compile(r"[A-Za-z0-9_\-.]{8,400}")


def forget_canary(db: Database) -> None:
    """For a new encryption key beside a database that holds nothing encrypted."""
    db.run("DELETE FROM notes WHERE name = ?", CANARY)


class UserKeys:
    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._fernet = MultiFernet([Fernet(settings.encryption_key)])
        self._check_canary()

    def put(self, user_id: int, provider: str, api_key: str) -> None:
        """Store a key for every service of its provider. Raises FieldProblem for one that cannot be a key."""
        api_key = api_key.strip()
        if provider not in KEY_VENDORS:
            raise FieldProblem("provider", "Please choose one of the listed providers.")
        if not SHAPE.fullmatch(api_key):
            raise FieldProblem(
                "api_key", "This does not look like a key. Copy the whole key, without quotes or spaces."
            )
        secret = json.dumps({"user": user_id, "provider": provider, "key": api_key})
        encrypted = self._fernet.encrypt(secret.encode()).decode()
        with self._db.transaction():
            for service in KEY_VENDORS[provider][1]:
                user_key.put(self._db, user_id, provider, service, encrypted, api_key[-4:])

    def remove(self, user_id: int, provider: str) -> None:
        user_key.remove(self._db, user_id, provider)

    def endings(self, user_id: int) -> dict[str, str]:
        """The last four characters of each stored key, by provider."""
        return {key.provider: key.last_four for key in user_key.of_user(self._db, user_id)}

    def reveal(self, user_id: int) -> dict[str, str]:
        """Plain keys by provider, for the providers' constructors only. A row moved from elsewhere is left out."""
        plain = {}
        for row in user_key.of_user(self._db, user_id):
            try:
                secret = json.loads(self._fernet.decrypt((row.api_key_encrypted or "").encode()))
            except InvalidToken:
                continue
            if (secret["user"], secret["provider"]) == (user_id, row.provider):
                plain[row.provider] = secret["key"]
        return plain

    def _check_canary(self) -> None:
        """A known text, encrypted once, tells whether the key still fits the database."""
        kept = self._db.value("SELECT value FROM notes WHERE name = ?", CANARY)
        if kept is None:
            sample = self._fernet.encrypt(CANARY.encode()).decode()
            self._db.run("INSERT OR IGNORE INTO notes (name, value) VALUES (?, ?)", CANARY, sample)
            return
        try:
            self._fernet.decrypt(kept.encode())
        except InvalidToken:
            raise SettingsError(
                "ENCRYPTION_KEY does not fit this database: the keys that students stored cannot be read. "
                "Set the key that was used before, or restore the key file from a backup."
            ) from None
