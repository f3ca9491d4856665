"""From `cancel` to the moment at which the vendors see their connections closed."""

import asyncio
import json
import statistics
import time
from pathlib import Path

import httpx

from tests.bench.classroom import Classroom, Talker

TIMES = 12
WAITS = (0.15, 0.55, 0.8, 1.2)  # seconds into a turn: while it is heard, thought about, answered, and spoken


def rows(folder: Path, vendors: str) -> list[tuple[str, str, str]]:
    waits = asyncio.run(measured(folder, vendors))
    return [
        (
            f"`cancel` until the vendors' connections are closed, slowest of {len(waits)}",
            f"{max(waits) * 1000:.0f} ms",
            "150 ms or less",
        ),
        ("the same, median", f"{statistics.median(waits) * 1000:.0f} ms", ""),
    ]


async def measured(folder: Path, vendors: str) -> list[float]:
    """Seconds for every request that was under way."""
    waits = []
    async with httpx.AsyncClient(trust_env=False) as http:
        with Classroom(folder / "cancel", 1, vendors) as room:
            talker = await Talker.enter(room, room.seats[0])
            for number in range(TIMES):
                waits += await cancelled(talker, http, vendors, WAITS[number % len(WAITS)])
            await talker.close()
    return waits


async def cancelled(talker: Talker, http: httpx.AsyncClient, vendors: str, after: float) -> list[float]:
    known = len((await http.get(f"{vendors}/journal")).json()["lines"])
    await talker.take()
    await asyncio.sleep(after)
    at = time.monotonic()
    await talker.send(type="cancel")
    await asyncio.sleep(1)
    await talker.send(type="ping")
    await talker.listen(at, until="pong")
    lines = json.loads((await http.get(f"{vendors}/journal")).text)["lines"][known:]
    closed = [ended - at for _, path, how, began, ended in lines if began < at < ended and path.startswith("/v1")]
    assert closed and all(how == "closed" for _, _, how, began, ended in lines if began < at < ended), lines
    return closed


if __name__ == "__main__":
    import tempfile

    from tests.bench.vendors import running

    with tempfile.TemporaryDirectory() as folder, running() as vendors:
        for row in rows(Path(folder), vendors):
            print(row)
