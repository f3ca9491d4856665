"""Commits whose way to the disk is waited for in a thread, so that a busy disk holds up only who waits for it.

SQLite's write-ahead log is one file to which every commit is appended. With `synchronous=FULL` SQLite itself calls
fsync after each, on the thread that commits; here the commit is made without it, and the same file is synchronised in a
thread, once for all commits that came meanwhile. What `on_disk` waited for survives a power cut just the same, and so
does every commit before it.
"""

import asyncio
import contextlib
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any


class Durable:
    """`committing()` surrounds statements outside of transactions; `on_disk()` returns when they cannot be lost."""

    def __init__(self, connection: Any, path: Path) -> None:
        self._connection = connection
        self._log = path.resolve().with_name(f"{path.resolve().name}-wal")  # where SQLite keeps it, behind a link
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="disk")  # its own: every turn waits for it
        self._file: int | None = None
        self._written = 0
        self._safe = 0
        self._syncing: asyncio.Task[None] | None = None

    @contextlib.contextmanager
    def committing(self) -> Iterator[None]:
        self._connection.execute("PRAGMA synchronous=NORMAL")
        try:
            yield
        finally:
            self._connection.execute("PRAGMA synchronous=FULL")
            self._written += 1

    @property
    def is_on_disk(self) -> bool:
        return self._safe == self._written

    async def on_disk(self) -> None:
        """Raises OSError when the disk does not take it."""
        wanted = self._written
        while self._safe < wanted:
            if self._syncing is None or self._syncing.done():
                self._syncing = asyncio.create_task(self._sync(self._written))
            await asyncio.shield(self._syncing)

    def close(self) -> None:
        self._thread.shutdown()
        if self._file is not None:
            os.close(self._file)
            self._file = None

    async def _sync(self, written: int) -> None:
        if self._file is None:
            self._file = os.open(self._log, os.O_RDWR)
        await asyncio.get_running_loop().run_in_executor(self._thread, os.fsync, self._file)
        self._safe = max(self._safe, written)
