"""E-mail addresses in their one comparable form."""

import re
import unicodedata

from texts import _

from .problems import FieldProblem

MAX_CHARACTERS = 254
PART = r"[^@\s\x00-\x1f\x7f<>(),;:\"\\\[\]]+"
ADDRESS = re.compile(rf"{PART}@{PART}\.{PART}")


def normalised(email: str) -> str:
    """One address in its comparable form. Raises FieldProblem."""
    email = unicodedata.normalize("NFKC", email).strip().casefold()
    if len(email) > MAX_CHARACTERS or not ADDRESS.fullmatch(email):
        raise FieldProblem("email", _("Please enter one e-mail address, like maria@example.org."))
    return email
