"""What was waited for is on the disk, and waiting for it holds up nobody else."""

import asyncio
import os
import shutil
import threading
import time

import apsw
import pytest

from models.database import Database


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data" / "talkbuddy.db"


@pytest.fixture
def db(path):
    opened = Database(path)
    yield opened
    opened.close()


def write(db: Database, name: str) -> None:
    db.write_soon("INSERT INTO notes (name, value) VALUES (?, 'x')", name)


async def test_what_was_waited_for_is_there_after_a_power_cut(db, path, tmp_path, monkeypatch):
    """A disk that holds nothing but what was synchronised."""
    fsync, disk = os.fsync, tmp_path / "disk"

    def kept(file: int) -> None:
        fsync(file)
        shutil.copytree(path.parent, disk, dirs_exist_ok=True)

    monkeypatch.setattr(os, "fsync", kept)
    for number in range(5):
        write(db, f"told {number}")
        await db.on_disk()
    write(db, "not told")
    after = Database(disk / path.name)
    assert after.column("SELECT name FROM notes ORDER BY name") == [f"told {number}" for number in range(5)]
    after.close()


async def test_a_busy_disk_holds_up_nobody_else_and_one_wait_is_enough_for_all(db, monkeypatch):
    waits = []

    def slow(file: int) -> None:
        waits.append(threading.current_thread())
        time.sleep(0.2)

    async def room(number: int) -> None:
        write(db, str(number))
        assert not db.is_on_disk
        await db.on_disk()

    monkeypatch.setattr(os, "fsync", slow)
    began = time.perf_counter()
    rooms = [asyncio.create_task(room(number)) for number in range(20)]
    await asyncio.sleep(0)
    assert time.perf_counter() - began < 0.15
    await asyncio.gather(*rooms)
    assert db.is_on_disk and len(waits) <= 2 and threading.main_thread() not in waits


async def test_what_comes_while_the_disk_is_waited_for_waits_for_the_next_time(db, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", lambda file: (time.sleep(0.05), synced.append(file)))
    write(db, "one")
    first = asyncio.create_task(db.on_disk())
    await asyncio.sleep(0.02)
    write(db, "two")
    await first
    assert not db.is_on_disk
    await db.on_disk()
    assert db.is_on_disk and len(synced) == 2


async def test_everything_else_is_as_safe_as_before(db):
    write(db, "one")
    assert db.value("PRAGMA synchronous") == 2, "FULL"
    with pytest.raises(apsw.ConstraintError):
        write(db, "one")
    assert db.value("PRAGMA synchronous") == 2


async def test_a_disk_that_fails_is_told(db, monkeypatch):
    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    write(db, "one")
    with pytest.raises(apsw.IOError):
        await db.on_disk()
    assert not db.is_on_disk


async def test_a_database_behind_a_link_is_as_safe(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "talkbuddy.db").symlink_to(tmp_path / "disk" / "elsewhere.db")
    db = Database(tmp_path / "talkbuddy.db")
    write(db, "one")
    await db.on_disk()
    assert db.is_on_disk and (tmp_path / "disk" / "elsewhere.db-wal").exists()
    db.close()
