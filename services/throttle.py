"""Limits by time, counted in the database: exact, whichever process is asked."""

from dataclasses import dataclass

from models import attempt as attempts
from models.database import Database
from texts import N_, _, _n

from .problems import TooMany

Counted = tuple["Limit", str]


@dataclass(frozen=True)
class Limit:
    """At most `most` attempts of this kind within so many seconds. `why` is said when there were more."""

    kind: str
    most: int
    seconds: int
    why: str = ""


QUARTER, DAY = 15 * 60, 24 * 3600
SIGN_IN = Limit("sign-in", 10, QUARTER, N_("There were too many attempts with this address."))
NETWORK = Limit("network", 50, QUARTER, N_("There were too many attempts from your network."))
RESEND_SOON = Limit(
    "resend a minute", 1, 60, N_("We sent you a mail a moment ago. Please look also into the spam folder.")
)
RESEND_DAY = Limit("resend a day", 5, DAY, N_("We sent you five mails today."))
REGISTER_MAILS = Limit("register a day", 5, DAY)
NEW_ADDRESSES = Limit("new address a day", 5, DAY, N_("You asked for a new address five times today."))
RESET_SOON, RESET_DAY = Limit("reset a minute", 1, 60), Limit("reset a day", 5, DAY)


class Throttle:
    def __init__(self, db: Database) -> None:
        self._db = db

    def take(self, *counted: Counted) -> None:
        """Count one attempt under each limit. Raises TooMany, and counts nothing, when one of them is used up."""
        with self._db.transaction():
            for limit, who in counted:
                seconds = attempts.wait(self._db, limit.kind, who, limit.most, limit.seconds)
                if seconds:
                    raise TooMany(_told(limit, seconds), seconds)
            for limit, who in counted:
                attempts.add(self._db, limit.kind, who)

    def allows(self, *counted: Counted) -> bool:
        """The same as a question: True when the attempt was counted."""
        try:
            self.take(*counted)
        except TooMany:
            return False
        return True

    def forgive(self, *counted: Counted) -> None:
        """An attempt succeeded: its own limit begins anew, and it does not count for its network."""
        with self._db.transaction():
            for limit, who in counted:
                (attempts.forget_last if limit is NETWORK else attempts.forget)(self._db, limit.kind, who)


def _told(limit: Limit, seconds: int) -> str:
    """Why, and when to try again; a minute is the smallest unit."""
    hours, minutes = -(-seconds // 3600), -(-seconds // 60)
    if seconds > 3600:
        again = _n("Try again in {count} hour.", "Try again in {count} hours.", hours)
    else:
        again = _n("Try again in {count} minute.", "Try again in {count} minutes.", minutes)
    return f"{_(limit.why)} {again}" if limit.why else again
