"""The rule checker in its own process: it holds up nobody, and one that dies is replaced."""

import gc
import json
import os
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from subprocess import PIPE

import pytest

from providers.grammar import lingotweaker
from providers.grammar.base import CheckerGone
from providers.grammar.lingotweaker import LingoTweaker
from tests.conftest import need

SAID = "She have a small dog."


@pytest.fixture
def checker():
    need(find_spec(LingoTweaker.package) is not None, LingoTweaker.package)
    return LingoTweaker()


def program(checker: LingoTweaker):
    found = checker._end.peek()
    assert found
    return found[2][0]


def test_a_folder_of_data_where_the_program_runs_is_not_taken_for_its_own(tmp_path):
    """The folder that TalkBuddy makes when nothing is configured."""
    need(find_spec(LingoTweaker.package) is not None, LingoTweaker.package)
    (tmp_path / "data").mkdir()
    environ = os.environ | {"PYTHONPATH": str(lingotweaker.ROOT)}
    asked = json.dumps(SAID) + "\n"
    ran = subprocess.run(
        lingotweaker.COMMAND, cwd=tmp_path, env=environ, input=asked, stdout=PIPE, text=True, timeout=60
    )
    assert ran.returncode == 0 and json.loads(ran.stdout)[0]["offset"] == SAID.index("have")


def test_others_go_on_while_it_loads(checker):
    loading = threading.Thread(target=checker.findings, args=(SAID,))
    loading.start()
    longest = 0.0
    while loading.is_alive():
        began = time.perf_counter()
        time.sleep(0.001)
        longest = max(longest, time.perf_counter() - began)
    assert longest < 0.5, "in this process it would be more than a second"


def test_one_that_died_is_replaced(checker):
    assert checker.findings(SAID)
    before = program(checker)
    before.kill()
    before.wait()
    assert checker.findings(SAID) and program(checker).pid != before.pid


def test_one_that_never_works_is_told(checker, monkeypatch):
    monkeypatch.setattr(lingotweaker, "COMMAND", [sys.executable, "-c", "pass"])
    program(checker).kill()
    with pytest.raises(CheckerGone):
        checker.findings(SAID)


def test_it_ends_with_whoever_made_it():
    need(find_spec(LingoTweaker.package) is not None, LingoTweaker.package)
    checker = LingoTweaker()
    started = program(checker)
    del checker
    gc.collect()
    assert started.wait(5) is not None
