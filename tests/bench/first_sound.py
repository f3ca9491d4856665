"""From the end of a take to the first sound, above what the vendors themselves take."""

import asyncio
import math
import statistics
from pathlib import Path

from tests.bench.classroom import Classroom, Heard, Talker
from tests.bench.vendors import CLAUSE, FAST, FIRST_TOKEN, HEARING, REPLY, SENTENCE, SLOW, TOKENS_A_SECOND, tokens
from tests.bench.vendors import SECONDS_A_CHARACTER as A_CHARACTER

TURNS = 20
SOUNDS = ("ai_audio_chunk", "ai_audio_complete")


def path_to(text: str) -> float:
    """Seconds until a voice that is asked for this beginning of the reply sends its first sound."""
    return HEARING + FIRST_TOKEN + (len(tokens(text)) - 1) / TOKENS_A_SECOND + FAST.first


PLAIN = path_to(REPLY) + len(REPLY) * A_CHARACTER / FAST.speed


def rows(folder: Path, vendors: str) -> list[tuple[str, str, str]]:
    streamed, whole, slow = asyncio.run(measured(folder, vendors))
    first = [heard.first("ai_audio_chunk") for heard in streamed]
    plain = [heard.first("ai_audio_complete") for heard in whole]
    path = path_to(CLAUSE if is_clause(streamed[0]) else SENTENCE)
    above = [above_ms(heard) for heard in streamed]
    return [
        (f"first sound, median of {TURNS} turns", f"{statistics.median(first) * 1000:.0f} ms", ""),
        ("the critical path of it", f"{path * 1000:.0f} ms", ""),
        ("first sound above the critical path, median", f"{statistics.median(above):.0f} ms", "25 ms or less"),
        ("the same, p95", f"{p95(above):.0f} ms", "40 ms or less"),
        (
            "plain sequence (whole text, then whole audio): first sound, median of 5",
            f"{statistics.median(plain) * 1000:.0f} ms",
            "",
        ),
        (
            "first sound against the plain sequence",
            f"{statistics.median(plain) / statistics.median(first):.1f} times sooner",
            "5 times or more",
        ),
        (
            "client that did not say `stream`: whole audio above the sum of its stages",
            f"{(statistics.median(plain) - PLAIN) * 1000:.0f} ms",
            "60 ms or less",
        ),
        (
            f"slow voice ({SLOW.first * 1000:.0f} ms, {SLOW.speed} times real time): longest pause inside a reply of 5",
            f"{max(heard.pauses() for heard in slow) * 1000:.0f} ms",
            "0 ms",
        ),
        ("the same: first sound, median", f"{statistics.median(h.first(SOUNDS[0]) for h in slow) * 1000:.0f} ms", ""),
    ]


def above_ms(heard: Heard) -> float:
    """Of the first sound above the critical path to what it says."""
    return (heard.first("ai_audio_chunk") - path_to(CLAUSE if is_clause(heard) else SENTENCE)) * 1000


def p95(figures: list[float]) -> float:
    """By nearest rank: of twenty the last but one."""
    return sorted(figures)[math.ceil(len(figures) * 0.95) - 1]


def is_clause(heard: Heard) -> bool:
    return '"text": "' + CLAUSE + '"' in next(frame for kind, _, frame in heard.frames if kind == "ai_response_delta")


async def measured(folder: Path, vendors: str) -> tuple[list[Heard], list[Heard], list[Heard]]:
    with Classroom(folder / "fast", 2, vendors) as room:
        streamed = await turns(await Talker.enter(room, room.seats[0]), TURNS)
        whole = await turns(await Talker.enter(room, room.seats[1], stream=False), 5)
    with Classroom(folder / "slow", 1, vendors, "/slow/v1") as room:
        slow = await turns(await Talker.enter(room, room.seats[0]), 5)
    return streamed, whole, slow


async def turns(talker: Talker, number: int) -> list[Heard]:
    heard = [await talker.say() for _ in range(number)]
    assert all(turn.is_good for turn in heard)
    await talker.close()
    return heard


if __name__ == "__main__":
    import tempfile

    from tests.bench.vendors import running

    with tempfile.TemporaryDirectory() as folder, running() as vendors:
        for row in rows(Path(folder), vendors):
            print(row)
