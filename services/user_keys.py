"""API keys: encrypted for one user and one provider, shown only by their last four characters."""

import asyncio
import json
import re

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from config.keys import encryption_keys
from config.providers import KEY_VENDORS
from config.settings import Settings, SettingsError
from models import user_key
from models.database import Database
from models.user_key import UserKey
from providers import factory
from providers.errors import InvalidKey, OutOfQuota, ProviderError
from texts import _

from .problems import FieldProblem

CANARY = "encryption-key-canary"
SHAPE = re.compile(r"[A-Za-z0-9_\-.]{8,400}")
CHECK_SECONDS = 10.0


def forget_canary(db: Database) -> None:
    """For a new encryption key beside a database that holds nothing encrypted."""
    db.run("DELETE FROM notes WHERE name = ?", CANARY)


class UserKeys:
    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._settings = settings
        self._fernet = MultiFernet([Fernet(key) for key in encryption_keys(settings)])
        self._check_canary()

    async def add(self, user_id: int, provider: str, api_key: str) -> None:
        """Ask the vendor about a key and store it, also when the vendor cannot be asked just now.

        Raises FieldProblem for one that cannot be a key, or that the vendor rejects; the stored one stays then.
        """
        api_key = _checked_shape(provider, api_key)
        self.put(user_id, provider, api_key, await self._is_good(provider, api_key))

    def put(self, user_id: int, provider: str, api_key: str, is_valid: bool | None = None) -> None:
        """Store a key for every service of its provider; `is_valid` is None while nobody has tried it."""
        api_key = _checked_shape(provider, api_key)
        secret = json.dumps({"user": user_id, "provider": provider, "key": api_key})
        encrypted = self._fernet.encrypt(secret.encode()).decode()
        with self._db.transaction():
            for service in KEY_VENDORS[provider][1]:
                user_key.put(self._db, user_id, provider, service, encrypted, api_key[-4:])
            user_key.note_checked(self._db, user_id, provider, is_valid)

    def remove(self, user_id: int, provider: str) -> None:
        user_key.remove(self._db, user_id, provider)

    def stored(self, user_id: int) -> dict[str, UserKey]:
        """What is known of each stored key, by provider; not the key itself."""
        return {key.provider: key for key in user_key.of_user(self._db, user_id)}

    def endings(self, user_id: int) -> dict[str, str]:
        """The last four characters of each stored key, by provider."""
        return {provider: key.last_four for provider, key in self.stored(user_id).items()}

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

    def rotate(self) -> None:
        """Encrypt anew, with the first encryption key, whatever an older one had encrypted."""
        with self._db.transaction():
            for number, encrypted in user_key.encrypted(self._db):
                user_key.replace_encrypted(self._db, number, self._renewed(encrypted))
            kept = self._db.value("SELECT value FROM notes WHERE name = ?", CANARY)
            self._db.run("UPDATE notes SET value = ? WHERE name = ?", self._renewed(kept), CANARY)

    def _renewed(self, encrypted: str) -> str:
        """A damaged row stays as it is: it may tell somebody what happened to it."""
        try:
            return self._fernet.rotate(encrypted.encode()).decode()
        except InvalidToken:
            return encrypted

    async def _is_good(self, provider: str, api_key: str) -> bool | None:
        """None when the vendor could not be asked. Raises FieldProblem when it rejects the key."""
        label, services = KEY_VENDORS[provider]
        kind = factory.get(services[0], provider)
        if kind is None:
            return None
        asked = factory.create(kind, self._settings, api_key)
        try:
            async with asyncio.timeout(CHECK_SECONDS):
                await asked.check()
            return True
        except InvalidKey:
            words = _("{vendor} does not accept this key. Copy it again, or make a new one there.", vendor=label)
            raise FieldProblem("api_key", words) from None
        except OutOfQuota:
            return True
        except (ProviderError, TimeoutError):
            return None
        finally:
            await asked.close()

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


def _checked_shape(provider: str, api_key: str) -> str:
    """The key without the white space around it. Raises FieldProblem; what was typed is not repeated."""
    api_key = api_key.strip()
    if provider not in KEY_VENDORS:
        raise FieldProblem("provider", _("Please choose one of the listed providers."))
    if not SHAPE.fullmatch(api_key):
        words = _("This does not look like a key. Copy the whole key, without quotes or spaces.")
        raise FieldProblem("api_key", words)
    return api_key
