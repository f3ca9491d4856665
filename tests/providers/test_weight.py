"""With no remote provider in use, the program starts fast and stays small."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import need

TIMES = 5
MEGABYTES = 120
FRAMEWORK = [sys.executable, "-c", "import fasthtml.common, uvicorn"]


@pytest.mark.alone
def test_an_idle_server_answers_soon(start_server):
    """Seconds are the machine's: `python -m tests.bench` counts them; this counts what we add to the framework's."""
    ours, frameworks = least(start_server), least(lambda: subprocess.run(FRAMEWORK, check=True))
    assert ours < TIMES * frameworks


def test_an_idle_server_is_small(start_server):
    server = start_server()
    assert server.process
    status = Path(f"/proc/{server.process.pid}/status")
    need(status.exists(), "/proc")
    assert int(re.findall(r"VmRSS:\s+(\d+) kB", status.read_text())[0]) / 1024 < MEGABYTES


def least(start: Callable[[], object]) -> float:
    """Seconds of the fastest of five."""

    def seconds() -> float:
        began = time.perf_counter()
        start()
        return time.perf_counter() - began

    return min(seconds() for _ in range(5))
