"""Accounts: register, verify the address, sign in, sign out."""

import asyncio
import hashlib
import hmac
import re
import secrets
import unicodedata

import bcrypt

from config.settings import Settings
from models import user as users
from models.database import Database
from models.user import User

from .mail import Mail, Mailer
from .problems import FieldProblem, TooMany

BCRYPT_COST = 12
MIN_PASSWORD_CHARACTERS = 8
MAX_PASSWORD_BYTES = 72  # bcrypt hears no more than these
MAX_EMAIL_CHARACTERS = 254
VERIFY_HOURS = 24
PART = r"[^@\s\x00-\x1f\x7f<>(),;:\"\\\[\]]+"
ADDRESS = re.compile(rf"{PART}@{PART}\.{PART}")
NOBODY = bcrypt.hashpw(b"nobody has this password", bcrypt.gensalt(4)).replace(b"$04$", b"$12$").decode()


class Auth:
    def __init__(self, db: Database, settings: Settings, mailer: Mailer) -> None:
        self._db = db
        self._settings = settings
        self._mailer = mailer

    async def register(self, email: str, password: str, address: str) -> None:
        """Make an account and mail its link. Answers the same whether or not the address has an account already.

        Raises FieldProblem, TooMany (per network address and day) and MailNotSent.
        """
        email = normalised(email)
        check_password(password)
        limit = self._settings.max_registrations_per_ip_per_day
        with self._db.transaction():
            if limit and users.registrations_today(self._db, address) >= limit:
                raise TooMany(f"There were {limit} registrations from your network today. Try again tomorrow.")
            users.note_registration(self._db, address)
        password_hash = await _hashed(password)
        with self._db.transaction():
            mail = self._registered(email, password_hash)
        await self._mailer.send(mail)

    async def resend(self, user: User) -> None:
        if not user.email_verified:
            with self._db.transaction():
                mail = self._verification(user.id, user.email)
            await self._mailer.send(mail)

    def verify(self, token: str) -> bool:
        """Consume the token of a verification mail; False when it is unknown, used or too old."""
        with self._db.transaction():
            user_id = users.use_token(self._db, "verify", self._digest(token))
            if user_id is not None:
                users.mark_verified(self._db, user_id)
        return user_id is not None

    async def sign_in(self, email: str, password: str, device: str) -> str | None:
        """A new sign-in's secret for the cookie, or None. Unknown addresses cost as much as wrong passwords."""
        try:
            user = users.by_email(self._db, normalised(email))
        except FieldProblem:
            user = None
        if not await _matches(password, user.password_hash if user else NOBODY) or user is None:
            return None
        token = secrets.token_urlsafe(32)
        with self._db.transaction():
            users.add_signin(self._db, user.id, self._digest(token), device[:200])
        return token

    def who(self, token: str | None) -> User | None:
        """Who is signed in with this secret."""
        return users.by_signin(self._db, self._digest(token)) if token else None

    def sign_out(self, token: str | None) -> None:
        if token:
            users.end_signin(self._db, self._digest(token))

    def _registered(self, email: str, password_hash: str) -> Mail:
        user = users.by_email(self._db, email)
        if user and user.email_verified:
            return _already_registered(email, self._settings.base_url)
        if user:
            users.replace_password(self._db, user.id, password_hash)
        return self._verification(user.id if user else users.add(self._db, email, password_hash), email)

    def _verification(self, user_id: int, email: str) -> Mail:
        token = secrets.token_urlsafe(32)
        users.add_token(self._db, user_id, "verify", self._digest(token), VERIFY_HOURS)
        return Mail(
            email,
            "Please confirm your e-mail address",
            "Welcome to TalkBuddy!\n\nOpen this link and press the button to confirm your e-mail address:\n\n"
            f"{self._settings.base_url}/verify?token={token}\n\n"
            f"The link works for {VERIFY_HOURS} hours. If you did not register, ignore this mail.\n",
        )

    def _digest(self, token: str) -> str:
        """Only this is stored: who reads the database cannot sign in with it."""
        return hmac.new(self._settings.secret_key.encode(), token.encode(), hashlib.sha256).hexdigest()


def normalised(email: str) -> str:
    """One address in its comparable form. Raises FieldProblem."""
    email = unicodedata.normalize("NFKC", email).strip().casefold()
    if len(email) > MAX_EMAIL_CHARACTERS or not ADDRESS.fullmatch(email):
        raise FieldProblem("email", "Please enter one e-mail address, like maria@example.org.")
    return email


def check_password(password: str) -> None:
    """Raises FieldProblem for a password that is too short, or longer than bcrypt can hear."""
    if len(password) < MIN_PASSWORD_CHARACTERS:
        raise FieldProblem("password", f"Please use at least {MIN_PASSWORD_CHARACTERS} characters.")
    if "\0" in password:
        raise FieldProblem("password", "Please leave out the NUL character.")
    if len(password.encode()) > MAX_PASSWORD_BYTES:
        raise FieldProblem("password", f"This password is too long: it may have {MAX_PASSWORD_BYTES} bytes.")


def _already_registered(email: str, base_url: str) -> Mail:
    return Mail(
        email,
        "You have a TalkBuddy account already",
        "Somebody, probably you, tried to register with this address. There is an account already.\n\n"
        f"Sign in here: {base_url}/login\n",
    )


async def _hashed(password: str) -> str:
    hashed = await asyncio.to_thread(bcrypt.hashpw, password.encode(), bcrypt.gensalt(BCRYPT_COST))
    return hashed.decode()


async def _matches(password: str, password_hash: str) -> bool:
    """bcrypt raises above 72 bytes and on NUL, and for no such password an account exists."""
    heard = password.encode()
    good = len(heard) <= MAX_PASSWORD_BYTES and b"\0" not in heard
    same = await asyncio.to_thread(bcrypt.checkpw, heard if good else b"too long", password_hash.encode())
    return same and good
