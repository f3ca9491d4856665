"""With no remote provider in use, the program starts fast and stays small."""

import re
import time
from pathlib import Path

import pytest

from tests.conftest import need

SECONDS = 2.0
MEGABYTES = 120


@pytest.mark.alone
def test_an_idle_server_answers_soon_and_is_small(start_server):
    """The fastest of three starts, for what else a machine does only adds to one."""
    took = []
    for _ in range(3):
        began = time.perf_counter()
        server = start_server()
        took.append(time.perf_counter() - began)
    assert min(took) < SECONDS
    assert server.process
    status = Path(f"/proc/{server.process.pid}/status")
    need(status.exists(), "/proc")
    assert int(re.findall(r"VmRSS:\s+(\d+) kB", status.read_text())[0]) / 1024 < MEGABYTES
