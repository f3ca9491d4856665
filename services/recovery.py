"""A forgotten password: a link by mail, and a new password for whoever opens it."""

from config.settings import Settings
from models import mail_token, signin, user
from models.database import Database

from . import passwords
from .addresses import normalised
from .letters import Letters
from .mail import Mailer
from .throttle import NETWORK, RESET_DAY, RESET_SOON, SIGN_IN, Throttle
from .tokens import Tokens
from .visit import Visit


class Recovery:
    def __init__(self, db: Database, settings: Settings, mailer: Mailer) -> None:
        self._db = db
        self._mailer = mailer
        self._letters = Letters(settings.base_url)
        self._tokens = Tokens(db, settings)
        self._throttle = Throttle(db)

    async def forgot(self, email: str, visit: Visit) -> None:
        """Mail a link to who has an account. Everybody gets the same answer for the same work.

        The mail goes out after the answer; whether the mail server works at all is found out for everybody alike.
        Raises FieldProblem, TooMany and MailNotSent.
        """
        email = normalised(email)
        who = self._tokens.digest(email)
        self._throttle.take((SIGN_IN, self._tokens.digest(f"{email} forgot {visit.address}")), (NETWORK, visit.address))
        await passwords.matches("")
        await self._mailer.check()
        found = user.by_email(self._db, email)
        if found and self._throttle.allows((RESET_SOON, who), (RESET_DAY, who)):
            with self._db.transaction():
                token = self._tokens.mailed(found.id, "reset")
            self._mailer.send_later(self._letters.reset(found.email, token))

    async def reset(self, token: str, password: str) -> bool:
        """Consume the token for a new password; every sign-in and every other token ends. False when it is too old.

        Raises FieldProblem, and then the token is still good.
        """
        await passwords.check(password)
        if not self._tokens.is_live("reset", token):
            return False
        password_hash = await passwords.hashed(password)
        with self._db.transaction():
            used = self._tokens.use("reset", token)
            if used is None:
                return False
            user.replace_password(self._db, used.user_id, password_hash)
            user.mark_verified(self._db, used.user_id)  # who has the link has the mailbox
            signin.end_others(self._db, used.user_id)
            mail_token.end_all(self._db, used.user_id)
            owner = user.get(self._db, used.user_id)
        if owner:
            self._mailer.send_later(self._letters.password_changed(owner.email))
        return True
