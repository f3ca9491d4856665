"""What the program weighs, how fast it starts, and what its pages cost."""

import statistics
import time
from pathlib import Path

from tests.conftest import ROOT, Server
from tests.support.student import Student

STARTS, PAGES = 5, 30


def rows(folder: Path, _: str) -> list[tuple[str, str, str]]:
    return [("own JavaScript", f"{javascript_bytes():,} bytes", "under 40,000"), *starting(folder)]


def javascript_bytes() -> int:
    return sum(script.stat().st_size for script in (ROOT / "static" / "js").glob("*.js"))


def starting(folder: Path) -> list[tuple[str, str, str]]:
    """From `python main.py` to a healthy /healthz; then what the process holds, and what pages cost."""
    seconds = []
    for number in range(STARTS):
        began = time.perf_counter()
        server = Server(folder / f"start{number}").start()
        seconds.append(time.perf_counter() - began)
        if number < STARTS - 1:
            server.stop()
    memory = megabytes(server)
    student = server.student()
    student.start()
    pages = [(path, page_ms(student, path)) for path in ("/dashboard", "/conversation/1", "/history", "/settings")]
    server.stop()
    return [
        ("`python main.py` to a healthy /healthz", f"{statistics.median(seconds):.2f} s", "under 2 s"),
        ("idle memory", f"{memory:.0f} MB", "under 150 MB"),
        *((f"page {path}, over HTTP", f"{ms:.1f} ms", "under 20 ms") for path, ms in pages),
    ]


def page_ms(student: Student, path: str) -> float:
    times = []
    for _ in range(PAGES):
        began = time.perf_counter()
        student.page(path)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def megabytes(server: Server) -> float:
    """Resident memory of the server process."""
    assert server.process
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))) / 1000
