"""With no remote provider in use, the program starts fast and stays small."""

import re
import time
from pathlib import Path

from tests.conftest import need

SECONDS = 2.0
MEGABYTES = 120


def test_an_idle_server_answers_soon_and_is_small(start_server):
    began = time.perf_counter()
    server = start_server()
    assert time.perf_counter() - began < SECONDS
    assert server.process
    status = Path(f"/proc/{server.process.pid}/status")
    need(status.exists(), "/proc")
    assert int(re.findall(r"VmRSS:\s+(\d+) kB", status.read_text())[0]) / 1024 < MEGABYTES
