"""Tells what holds up the event loop: while it does, nobody is served. For whoever looks for it, off otherwise."""

import asyncio
import contextlib
import logging
import sys
import threading
import time
import traceback
from collections.abc import AsyncIterator
from pathlib import Path
from types import FrameType

log = logging.getLogger(__name__)
FRAMES = 6


@contextlib.asynccontextmanager
async def watching(ms: int) -> AsyncIterator[None]:
    """Log whatever keeps this loop from turning for longer than so many milliseconds; 0 watches nothing."""
    if not ms:
        yield
        return
    watch = _Watch(ms / 1000)
    beating = asyncio.create_task(watch.beat())
    try:
        yield
    finally:
        beating.cancel()
        watch.stop()


class _Watch:
    """The loop beats; a thread sees when it does not, and looks where the loop's thread is. Places only, no values.

    `ran_ms` is how long the loop's thread had the processor meanwhile: much less than `ms` where it had to wait for it.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._beaten_at, self._ran = time.perf_counter(), time.thread_time()
        self._loop_thread = threading.get_ident()
        self._is_over = threading.Event()
        threading.Thread(target=self._look, name="watchdog", daemon=True).start()

    async def beat(self) -> None:
        while True:
            self._beaten_at, self._ran = time.perf_counter(), time.thread_time()
            await asyncio.sleep(self._seconds / 4)

    def stop(self) -> None:
        self._is_over.set()

    def _look(self) -> None:
        since, ran, place = 0.0, 0.0, None
        while not self._is_over.wait(self._seconds / 4):
            beaten_at, now = self._beaten_at, time.perf_counter()
            if place and beaten_at != since:
                took = {"ms": round((beaten_at - since) * 1000), "ran_ms": round((self._ran - ran) * 1000)}
                log.warning("the loop stood still", extra={"fields": {**took, "place": place}})
                place = None
            if not place and now - beaten_at > self._seconds:
                since, ran, place = beaten_at, self._ran, _place(sys._current_frames().get(self._loop_thread))


def _place(frame: FrameType | None) -> list[str]:
    """The lines of code that are being run, innermost last."""
    frames = traceback.extract_stack(frame)[-FRAMES:]
    return [f"{Path(line.filename).name}:{line.lineno} {line.name}" for line in frames]
