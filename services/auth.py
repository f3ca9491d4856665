"""Accounts: register, verify the address, sign in, sign out."""

from dataclasses import dataclass

from config.settings import Settings
from models import signin as signins
from models import user as users
from models.database import Database
from models.user import User
from texts import _, _n

from . import passwords
from .addresses import normalised
from .letters import Letters
from .mail import Mail, Mailer
from .problems import FieldProblem, TooMany
from .throttle import NETWORK, REGISTER_MAILS, RESEND_DAY, RESEND_SOON, SIGN_IN, Counted, Throttle
from .tokens import Tokens, new_secret
from .visit import Visit

MAX_DEVICE_CHARACTERS = 200


@dataclass(frozen=True)
class SignedIn:
    """Secrets for the browser: of this sign-in, and of having signed in here before."""

    token: str
    known: str

    def __repr__(self) -> str:
        return "SignedIn()"


class Auth:
    def __init__(self, db: Database, settings: Settings, mailer: Mailer) -> None:
        self._db = db
        self._settings = settings
        self.mailer = mailer
        self._letters = Letters(settings.base_url)
        self._tokens = Tokens(db, settings)
        self._throttle = Throttle(db)

    async def register(self, email: str, password: str, visit: Visit) -> None:
        """Make an account and mail its link. Answers the same whether or not the address has an account already.

        Everybody gets a mail, so waiting for the mail server tells nothing either. Raises FieldProblem, TooMany (per
        network address and day) and MailNotSent.
        """
        email = normalised(email)
        await passwords.check(password)
        self._count_registration(visit.address)
        password_hash = await passwords.hashed(password)
        if self._throttle.allows((REGISTER_MAILS, self._tokens.digest(email))):
            with self._db.transaction():
                mail = self._registered(email, password_hash)
            await self.mailer.send(mail)
        else:
            await self.mailer.check()

    async def resend(self, user: User) -> None:
        """Raises TooMany and MailNotSent."""
        if not user.email_verified:
            who = self._tokens.digest(user.email)
            self._throttle.take((RESEND_SOON, who), (RESEND_DAY, who))
            with self._db.transaction():
                mail = self._verification(user.id, user.email)
            await self.mailer.send(mail)

    def verify(self, token: str) -> bool:
        """Consume the token of a verification mail; False when it is unknown, used or too old."""
        with self._db.transaction():
            used = self._tokens.use("verify", token)
            if used:
                users.mark_verified(self._db, used.user_id)
        return used is not None

    async def sign_in(self, email: str, password: str, visit: Visit) -> SignedIn | None:
        """A new sign-in, or None. Unknown addresses cost as much as wrong passwords. Raises TooMany."""
        user, counted = self._attempt(email, visit)
        self._throttle.take(*counted)
        if not await passwords.matches(password, user.password_hash if user else passwords.NOBODY) or user is None:
            return None
        self._throttle.forgive(*counted)
        return self._signed_in(user, visit)

    async def confirm_password(self, user: User, password: str, visit: Visit, field: str = "current_password") -> None:
        """Before something that only the owner may do. Raises FieldProblem for the form's field, and TooMany."""
        _owner, counted = self._attempt(user.email, visit)
        self._throttle.take(*counted)
        if not await passwords.matches(password, user.password_hash):
            raise FieldProblem(field, _("This is not your password."))
        self._throttle.forgive(*counted)

    def who(self, token: str | None) -> User | None:
        """Who is signed in with this secret."""
        return signins.user_of(self._db, self._tokens.digest(token)) if token else None

    def sign_out(self, token: str | None) -> None:
        if token:
            signins.end(self._db, self._tokens.digest(token))

    def _attempt(self, email: str, visit: Visit) -> tuple[User | None, list[Counted]]:
        """Whose account is tried, and under which limits.

        A browser that has signed in to the account before has a limit of its own: whoever tries from the same network,
        or as the same account, cannot lock it out.
        """
        try:
            email = normalised(email)
        except FieldProblem:
            email = ""
        user = users.by_email(self._db, email)
        known = self._tokens.known_name(visit.known, user.id) if user else None
        if known:
            return user, [(SIGN_IN, self._tokens.digest(f"browser {known}"))]
        return user, [(SIGN_IN, self._tokens.digest(f"{email} from {visit.address}")), (NETWORK, visit.address)]

    def _signed_in(self, user: User, visit: Visit) -> SignedIn | None:
        token = new_secret()
        with self._db.transaction():
            now = users.get(self._db, user.id)
            if now is None or now.password_hash != user.password_hash:
                return None  # changed or deleted while bcrypt worked
            signins.end(self._db, self._tokens.digest(visit.token))
            signins.add(self._db, user.id, self._tokens.digest(token), visit.device[:MAX_DEVICE_CHARACTERS])
        known = visit.known if self._tokens.known_name(visit.known, user.id) else self._tokens.known_mark(user.id)
        return SignedIn(token, known)

    def _count_registration(self, address: str) -> None:
        limit = self._settings.max_registrations_per_ip_per_day
        with self._db.transaction():
            if limit and users.registrations_today(self._db, address) >= limit:
                raise TooMany(_too_many_registrations(limit))
            users.note_registration(self._db, address)

    def _registered(self, email: str, password_hash: str) -> Mail:
        user = users.by_email(self._db, email)
        if user and user.email_verified:
            return self._letters.already_registered(email)
        if user:  # nobody has proved yet whose address it is: whoever registers last may
            users.replace_password(self._db, user.id, password_hash)
            signins.end_others(self._db, user.id)
        return self._verification(user.id if user else users.add(self._db, email, password_hash), email)

    def _verification(self, user_id: int, email: str) -> Mail:
        return self._letters.verification(email, self._tokens.mailed(user_id, "verify"))


def _too_many_registrations(limit: int) -> str:
    were = _n(
        "There was {count} registration from your network today.",
        "There were {count} registrations from your network today.",
        limit,
    )
    return " ".join((were, _("Try again tomorrow.")))
