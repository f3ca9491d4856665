"""What ten people who sign in at once cost everybody else."""

import statistics
import threading
import time
from pathlib import Path

import httpx

from tests.conftest import Server
from tests.support.student import PASSWORD, Student

AT_ONCE, ROUNDS, PAUSE = 10, 4, 0.02


def rows(folder: Path, _: str) -> list[tuple[str, str, str]]:
    """The dashboard of somebody else, asked for again and again while ten browsers sign in."""
    server = Server(folder / "signin").start()
    onlooker, people = server.student(), [server.student() for _ in range(AT_ONCE)]
    quiet = pages_ms(onlooker, lambda: False, at_least=50)
    busy, waits = [], []
    for _ in range(ROUNDS):
        threads = [threading.Thread(target=signed_in, args=(server.url, person.email, waits)) for person in people]
        for thread in threads:
            thread.start()
        busy += pages_ms(onlooker, lambda threads=threads: any(thread.is_alive() for thread in threads))
        for thread in threads:
            thread.join()
    server.stop()
    return [
        (f"/dashboard while {AT_ONCE} sign in at once, p95 of {len(busy)}", f"{p95(busy):.0f} ms", "under 300 ms"),
        ("the same while nobody does, p95", f"{p95(quiet):.0f} ms", ""),
        (f"a sign-in among {AT_ONCE}, slowest", f"{max(waits):.0f} ms", ""),
    ]


def signed_in(url: str, email: str, waits: list[float]) -> None:
    with httpx.Client(base_url=url, headers={"Origin": url}, trust_env=False, timeout=60) as browser:
        began = time.perf_counter()
        answer = browser.post("/login", data={"email": email, "password": PASSWORD})
        waits.append((time.perf_counter() - began) * 1000)
    assert answer.status_code == 303, answer.status_code


def pages_ms(student: Student, goes_on, at_least: int = 0) -> list[float]:
    times = []
    while goes_on() or len(times) < at_least:
        began = time.perf_counter()
        student.page("/dashboard")
        times.append((time.perf_counter() - began) * 1000)
        time.sleep(PAUSE)
    return times


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]
