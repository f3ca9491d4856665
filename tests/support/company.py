"""Tests that run beside each other, in two workers, and those that need the machine for themselves."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def in_company(folder: Path, alone: bool) -> Iterator[None]:
    """One of several at work, or the only one; `folder` is the same for all. Who wants to be alone waits for those at
    work, and whoever comes later waits at the door behind it."""
    with open(folder / "door", "w") as door, open(folder / "room", "w") as room:
        fcntl.flock(door, fcntl.LOCK_EX)
        fcntl.flock(room, fcntl.LOCK_EX if alone else fcntl.LOCK_SH)
        fcntl.flock(door, fcntl.LOCK_UN)
        yield  # to close the file is to leave
