"""One's own account: password, address, where one is signed in, and its end."""

from config.settings import Settings
from models import mail_token
from models import session as sessions
from models import signin as signins
from models import user as users
from models.database import Database
from models.signin import SignIn
from models.user import User

from . import passwords
from .addresses import normalised
from .auth import Auth
from .letters import Letters
from .report.reports import Reports
from .rooms import Rooms
from .throttle import NEW_ADDRESSES, REGISTER_MAILS, Throttle
from .tokens import Tokens
from .visit import Visit


class Account:
    """Whatever only the owner may do asks for the password again."""

    def __init__(self, db: Database, settings: Settings, auth: Auth, rooms: Rooms, reports: Reports) -> None:
        self._db = db
        self._auth = auth
        self._mailer = auth.mailer
        self._rooms = rooms
        self._reports = reports
        self._letters = Letters(settings.base_url)
        self._tokens = Tokens(db, settings)
        self._throttle = Throttle(db)

    async def change_password(self, user: User, current: str, new: str, visit: Visit) -> None:
        """Every other sign-in and every mailed token ends. Raises FieldProblem and TooMany."""
        await passwords.check(new, "new_password")
        await self._auth.confirm_password(user, current, visit)
        password_hash = await passwords.hashed(new)
        with self._db.transaction():
            users.replace_password(self._db, user.id, password_hash)
            self._end_others(user.id, visit)
        self._mailer.send_later(self._letters.password_changed(user.email))

    async def change_address(self, user: User, email: str, current: str, visit: Visit) -> None:
        """Mail a link to the new address; whether that has an account already is told by mail only.

        Raises FieldProblem, TooMany and MailNotSent.
        """
        email = normalised(email)
        await self._auth.confirm_password(user, current, visit)
        self._throttle.take((NEW_ADDRESSES, self._tokens.digest(f"user {user.id}")))
        if not self._throttle.allows((REGISTER_MAILS, self._tokens.digest(email))):
            await self._mailer.check()
        elif users.by_email(self._db, email):
            await self._mailer.send(self._letters.already_registered(email))
        else:
            with self._db.transaction():
                token = self._tokens.mailed(user.id, "address", email)
            await self._mailer.send(self._letters.new_address(email, token))

    def confirm_address(self, token: str, visit: Visit) -> bool:
        """Consume the token; every other sign-in and token ends. False when it is too old or the address is taken."""
        with self._db.transaction():
            used = self._tokens.use("address", token)
            before = users.get(self._db, used.user_id) if used else None
            if not (used and before and users.replace_email(self._db, used.user_id, used.email)):
                return False
            self._end_others(used.user_id, visit)
        self._mailer.send_later(self._letters.address_changed(before.email))
        return True

    def devices(self, user: User) -> list[SignIn]:
        return signins.of_user(self._db, user.id)

    def is_this(self, signin: SignIn, visit: Visit) -> bool:
        """True for the sign-in that asks."""
        return signin.token_hash == self._tokens.digest(visit.token)

    def end_device(self, user: User, signin_id: int) -> None:
        signins.end_one(self._db, user.id, signin_id)

    def end_other_devices(self, user: User, visit: Visit) -> None:
        signins.end_others(self._db, user.id, self._tokens.digest(visit.token))

    async def delete(self, user: User, password: str, visit: Visit) -> None:
        """Nothing of the account stays: rows, recordings, an open room, a report that is being written.

        Raises FieldProblem and TooMany.
        """
        await self._auth.confirm_password(user, password, visit, "password")
        active = sessions.active_of(self._db, user.id)
        if active:
            await self._rooms.close(active.id)
        for session_id in sessions.ids_of(self._db, user.id):
            await self._reports.forget(session_id)
        users.remove(self._db, user.id)

    def _end_others(self, user_id: int, visit: Visit) -> None:
        signins.end_others(self._db, user_id, self._tokens.digest(visit.token))
        mail_token.end_all(self._db, user_id)
