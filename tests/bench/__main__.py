"""Prints speed and size, with machine and date: `python -m tests.bench`. Figures, not tests.

With names behind it only those parts: `python -m tests.bench first_sound cancel`.
"""

import datetime
import os
import platform
import sys
import tempfile
from pathlib import Path

from tests.bench import cancel, embedded, first_sound, lighthouse, live, load, loop, program, signin
from tests.bench.vendors import running

PARTS = {
    "first_sound": first_sound.rows,
    "live": live.rows,
    "load": load.rows,
    "loop": loop.rows,
    "cancel": cancel.rows,
    "embedded": embedded.rows,
    "program": program.rows,
    "lighthouse": lighthouse.rows,
    "signin": signin.rows,
}


def main(names: list[str]) -> None:
    print(
        f"{datetime.date.today()}, {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n"
    )
    print("| measured | figure | target |\n|---|---|---|", flush=True)
    with tempfile.TemporaryDirectory() as folder, running() as vendors:
        for name in names or PARTS:
            for row in PARTS[name](Path(folder), vendors):
                print(f"| {' | '.join(row)} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
