"""A server and readers of a language that nobody speaks."""

import sqlite3

import httpx
import pytest

from tests.support.foreign import FOREIGN, ForeignServer
from tests.support.student import Student
from tests.support.vendors import Vendors


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory):
    """Vendors on loopback serve who has a key."""
    with Vendors() as vendors:
        data, folder = tmp_path_factory.mktemp("foreign") / "data", tmp_path_factory.mktemp("texts")
        running = ForeignServer(data, folder, **vendors.settings).start()
        yield running
        running.stop()


@pytest.fixture
def stranger(server):
    headers = {"Origin": server.url} | FOREIGN
    with httpx.Client(base_url=server.url, headers=headers, trust_env=False) as client:
        yield client


@pytest.fixture
def student(server) -> Student:
    found = server.student()
    found.http.headers.update(FOREIGN)
    return found


@pytest.fixture(scope="module")
def content(server) -> tuple[str, ...]:
    """What names the scenarios and their partners."""
    with sqlite3.connect(server.data_dir / "talkbuddy.db") as db:
        return tuple(words for row in db.execute("SELECT name, partner, partner_role FROM scenarios") for words in row)
