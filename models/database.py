"""Opens SQLite through fastlite, brings its schema up to date, and gives transactions."""

import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

import apsw
from fastlite import database

from .durable import Durable

log = logging.getLogger(__name__)

Row = TypeVar("Row")
MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT_MS = 5000
LARGEST_ID = 2**63 - 1
StorageError = apsw.Error  # what any statement may raise: a full disk, a lost file, a lock that is not given back


@contextmanager
def not_in_the_way() -> Iterator[None]:
    """For notes beside what matters: a disk that does not take them is logged, and the work goes on."""
    try:
        yield
    except StorageError as error:
        log.warning("a note was not written: %s", type(error).__name__)


class DatabaseError(Exception):
    """The database cannot be opened or is newer than this program; the message says what to do."""


class Database:
    """One connection, used on one thread only. A statement outside `transaction()` commits by itself. It is on the disk
    when its call returns; one of `write_soon` when `on_disk` does."""

    def __init__(self, path: Path, migrations: Path = MIGRATIONS) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.path = path
        self._db = _open(path)
        self._conn = self._db.conn
        self._conn.set_busy_timeout(BUSY_TIMEOUT_MS)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._conn.execute(f"PRAGMA {pragma}")
        self._migrate(migrations)
        self._durable = Durable(self._conn, path)

    def run(self, sql: str, *values: Any) -> None:
        """One statement without a result."""
        self._conn.execute(sql, values)

    def rows(self, kind: type[Row], sql: str, *values: Any) -> list[Row]:
        """Every row of the result as an instance of the row class."""
        return [kind(**row) for row in self._db.q(sql, values)]

    def row(self, kind: type[Row], sql: str, *values: Any) -> Row | None:
        """The first row, or None."""
        found = self.rows(kind, sql, *values)
        return found[0] if found else None

    def value(self, sql: str, *values: Any) -> Any:
        """The first column of the first row, or None."""
        first = next(self._conn.execute(sql, values), None)
        return first[0] if first else None

    def column(self, sql: str, *values: Any) -> list[Any]:
        """The first column of every row."""
        return [row[0] for row in self._conn.execute(sql, values)]

    def tuples(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Every row as a tuple."""
        return list(self._conn.execute(sql, values))

    def changed(self, sql: str, *values: Any) -> int:
        """Run one statement; how many rows it changed."""
        self._conn.execute(sql, values)
        return self._conn.changes()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE … COMMIT: what is checked inside is still true when it is written."""
        self._conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._conn.execute("COMMIT")
        except BaseException:
            if self._conn.in_transaction:  # a full disk has already rolled back
                self._conn.execute("ROLLBACK")
            raise

    def write_soon(self, sql: str, *values: Any) -> int:
        """One statement that is not waited for; how many rows it changed. Nothing is told of it before `on_disk`."""
        with self._durable.committing():
            return self.changed(sql, *values)

    async def on_disk(self) -> None:
        """Until whatever was written cannot be lost any more; others go on meanwhile. Raises StorageError."""
        try:
            await self._durable.on_disk()
        except OSError as error:
            raise apsw.IOError(f"the disk did not take it: {error.strerror}") from None

    @property
    def is_on_disk(self) -> bool:
        return self._durable.is_on_disk

    def close(self) -> None:
        self._durable.close()
        self._conn.close()

    def _migrate(self, folder: Path) -> None:
        scripts = {int(script.name.split("-")[0]): script for script in folder.glob("[0-9]*.sql")}
        version = self.value("PRAGMA user_version")
        if version > max(scripts):
            raise DatabaseError(f"{self.path} was made by a newer TalkBuddy. Update TalkBuddy, or restore a backup.")
        if version == max(scripts):
            return
        if version:
            self._back_up(version)
        with self.transaction():
            for number in sorted(n for n in scripts if n > self.value("PRAGMA user_version")):
                self._conn.execute(scripts[number].read_text())
                self._conn.execute(f"PRAGMA user_version={number}")

    def _back_up(self, version: int) -> None:
        when = f"{time.strftime('%Y%m%d%H%M%S')}-{secrets.token_hex(3)}"  # two processes may upgrade in one second
        copy = self.path.with_name(f"{self.path.stem}-before-{version}-{when}.db")
        self._conn.execute("VACUUM INTO ?", (str(copy),))


def _open(path: Path):
    """Opening runs PRAGMA optimize under SQLite's own short busy timeout: try again while another process writes."""
    for _ in range(100):
        try:
            return database(path)
        except apsw.BusyError:
            time.sleep(0.05)
        except apsw.NotADBError:
            raise DatabaseError(f"{path} is no database. Restore a backup, or move it away.") from None
    raise DatabaseError(f"{path} is locked by another program. End that program and start again.")


def columns(kind: Any, alias: str = "") -> str:
    """The row class's own fields as a column list, so that a query never depends on the table's later columns."""
    names = [field.name for field in fields(kind)]
    return ", ".join(f"{alias}.{name}" if alias else name for name in names)
