"""How many conversations, turn after turn without a pause, one process holds, and what a turn costs it.

Vendors, server and clients share the same cores: the vendors are one process, all clients another.
"""

import asyncio
import statistics
import time
from pathlib import Path

import uvloop

from tests.bench.classroom import Classroom, Seat, Talker, enter_all
from tests.bench.first_sound import above_ms, p95

STEPS = (25, 50, 75, 100, 125, 150, 200)
SECONDS, SETTLING = 15.0, 6.0
LIMIT_MS = 100.0


def rows(folder: Path, vendors: str) -> list[tuple[str, str, str]]:
    held, figures = uvloop.run(ramp(folder, vendors))
    most = next((cpu for n, *_, cpu in figures if n == held), figures[0][-1])
    return [
        (f"conversations turn after turn with p95 above the path within {LIMIT_MS:.0f} ms", f"{held}", "100 or more"),
        ("processor per turn with so many (60 tokens, 4 voices, 19 s of sound)", f"{most:.0f} ms", "40 ms or less"),
        *((f"the same with {n}: median and p95 above the path, processor per turn",
           f"{median:.0f} ms, {late:.0f} ms, {cpu:.0f} ms", "") for n, median, late, cpu in figures),
    ]  # fmt: skip


async def ramp(folder: Path, vendors: str) -> tuple[int, list[tuple[int, float, float, float]]]:
    """The largest number within the limit; for each step (conversations, median ms, p95 ms, processor ms a turn)."""
    held, figures = 0, []
    with Classroom(folder / "load", max(STEPS), vendors) as room:
        for number in STEPS:
            figures.append((number, *await step(room, room.seats[:number])))
            if figures[-1][2] > LIMIT_MS:
                break
            held = number
    return held, figures


async def step(room: Classroom, seats: list[Seat]) -> tuple[float, float, float]:
    talkers = await enter_all(room, seats)
    above: list[float] = []
    over = asyncio.Event()
    talking = [
        asyncio.create_task(talk(talker, SETTLING * n / len(seats), above, over)) for n, talker in enumerate(talkers)
    ]
    await asyncio.sleep(SETTLING)
    above.clear()
    began, used = time.monotonic(), room.processor_seconds()
    await asyncio.sleep(SECONDS)
    turns, used = len(above), room.processor_seconds() - used
    over.set()
    assert time.monotonic() - began < SECONDS * 1.5
    await asyncio.gather(*talking)
    await asyncio.gather(*(talker.close() for talker in talkers))
    return statistics.median(above), p95(above), used * 1000 / turns


async def talk(talker: Talker, after: float, above: list[float], over: asyncio.Event) -> None:
    """Everybody begins at another moment, and goes on without a pause."""
    await asyncio.sleep(after)
    while not over.is_set():
        heard = await talker.say()
        assert heard.is_good, heard.frames[-1]
        above.append(above_ms(heard))


if __name__ == "__main__":
    import tempfile

    from tests.bench.vendors import running

    with tempfile.TemporaryDirectory() as folder, running() as vendors:
        for row in rows(Path(folder), vendors):
            print(row)
