"""Passwords: what is refused, and bcrypt in threads of its own."""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

import bcrypt

from texts import _, _n

from .problems import FieldProblem

BCRYPT_COST = 12
MIN_CHARACTERS = 8
MAX_BYTES = 72  # bcrypt hears no more than these
NOBODY = bcrypt.hashpw(b"nobody has this password", bcrypt.gensalt(4)).replace(b"$04$", b"$12$").decode()
# Many sign-ins at once wait for each other here; one core stays free for everybody else's pages.
_hashers = ThreadPoolExecutor(max(1, (os.cpu_count() or 1) - 1), thread_name_prefix="bcrypt")


async def check(password: str, field: str = "password") -> None:
    """Raises FieldProblem for a password that is too short, common, or longer than bcrypt can hear."""
    if len(password) < MIN_CHARACTERS:
        words = _n("Please use at least {count} character.", "Please use at least {count} characters.", MIN_CHARACTERS)
        raise FieldProblem(field, words)
    if "\0" in password:
        raise FieldProblem(field, _("Please leave out the NUL character."))
    if len(password.encode()) > MAX_BYTES:
        words = _n(
            "This password is too long: it may have {count} byte.",
            "This password is too long: it may have {count} bytes.",
            MAX_BYTES,
        )
        raise FieldProblem(field, words)
    if password.casefold() in await _in_thread(common):
        words = _("Many people use this password, so it is easy to guess. Please choose another one.")
        raise FieldProblem(field, words)


@cache
def common() -> frozenset[str]:
    """The common passwords that are long enough to be chosen here; read when the first one is chosen, which takes a
    fifth of a second."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS

    return frozenset(word for word in FREQUENCY_LISTS["passwords"] if len(word) >= MIN_CHARACTERS)


async def hashed(password: str) -> str:
    return (await _in_thread(bcrypt.hashpw, password.encode(), bcrypt.gensalt(BCRYPT_COST))).decode()


async def matches(password: str, password_hash: str = NOBODY) -> bool:
    """bcrypt raises above 72 bytes and on NUL, and for no such password an account exists."""
    heard = password.encode()
    good = len(heard) <= MAX_BYTES and b"\0" not in heard
    same = await _in_thread(bcrypt.checkpw, heard if good else b"too long", password_hash.encode())
    return same and good


async def _in_thread(work, *arguments: Any):
    return await asyncio.get_running_loop().run_in_executor(_hashers, work, *arguments)
