"""Several processes that do the same thing at the same moment."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


def all_at_once(program: str, count: int, argument: object) -> list[str]:
    """What each of `count` processes printed that ran the program together; all of them ended well.

    The program prints 'ready', reads a line from its standard input, and then begins.
    """
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(argument)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(count)
    ]
    for process in started:
        assert process.stdout and process.stdout.readline() == "ready\n"
    for process in started:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [process.communicate(timeout=30) for process in started]
    assert [process.returncode for process in started] == [0] * count, [errors[-300:] for _, errors in ended]
    return [printed for printed, _ in ended]
