"""Random secrets for cookies and mails; only their keyed hashes are stored."""

import hashlib
import hmac
import secrets

from config.settings import Settings
from models import mail_token
from models.database import Database
from models.mail_token import MailToken, Purpose

MINUTES: dict[Purpose, int] = {"verify": 24 * 60, "reset": 30, "address": 24 * 60}


class Tokens:
    def __init__(self, db: Database, settings: Settings) -> None:
        self._db = db
        self._key = settings.secret_key.encode()

    def digest(self, secret: str) -> str:
        """What is stored of a secret: who reads the database cannot use it."""
        return hmac.new(self._key, secret.encode(), hashlib.sha256).hexdigest()

    def mailed(self, user_id: int, purpose: Purpose, email: str = "") -> str:
        """A token for a mail's link; older ones for the same purpose no longer count."""
        token = new_secret()
        mail_token.add(self._db, user_id, purpose, self.digest(token), MINUTES[purpose], email)
        return token

    def is_live(self, purpose: Purpose, token: str) -> bool:
        return mail_token.is_live(self._db, purpose, self.digest(token))

    def use(self, purpose: Purpose, token: str) -> MailToken | None:
        """Consume a token; None when it is unknown, used or too old."""
        return mail_token.use(self._db, purpose, self.digest(token))

    def known_mark(self, user_id: int) -> str:
        """For a cookie that says: this browser has signed in to this account before."""
        name = new_secret()
        return f"{name}.{self._proof(name, user_id)}"

    def known_name(self, mark: str, user_id: int) -> str | None:
        """The name of the browser that carries this mark, when it is one of this account's."""
        name, _, proof = mark.partition(".")
        return name if hmac.compare_digest(proof.encode(), self._proof(name, user_id).encode()) else None

    def _proof(self, name: str, user_id: int) -> str:
        return self.digest(f"known browser {name} {user_id}")


def new_secret() -> str:
    return secrets.token_urlsafe(32)
