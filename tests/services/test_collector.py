"""What was imported is not walked through again; what comes and goes is still collected."""

import gc
import sys
import weakref
from types import ModuleType

import pytest

from services import collector
from services.collector import spare_imports


@pytest.fixture(autouse=True)
def anew(monkeypatch):
    monkeypatch.setattr(collector, "_looked_at", 0)
    yield
    gc.unfreeze()


class Knot:
    def __init__(self) -> None:
        self.itself = self


def test_what_was_imported_is_spared_once(monkeypatch):
    monkeypatch.setitem(sys.modules, "a_large_sdk", ModuleType("a_large_sdk"))
    spare_imports()
    spared = gc.get_freeze_count()
    assert spared > 10_000
    keep = [[] for _ in range(100)]
    spare_imports()
    assert gc.get_freeze_count() <= spared, "nothing was imported meanwhile"
    monkeypatch.setitem(sys.modules, "another_sdk", ModuleType("another_sdk"))
    spare_imports()
    assert gc.get_freeze_count() > spared
    assert len(keep) == 100


def test_what_comes_and_goes_is_still_collected(monkeypatch):
    monkeypatch.setitem(sys.modules, "a_large_sdk", ModuleType("a_large_sdk"))
    spare_imports()
    lost = weakref.ref(Knot())
    gc.collect()
    assert lost() is None
