"""Work beside the turn: it begins after the first sound of a running reply, and one of each kind runs at a time."""

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

MOST_WAITING = 8  # of one kind; whoever asks for more is told to wait


class Beside:
    def __init__(self) -> None:
        self._sounded = asyncio.Event()
        self._sounded.set()
        self._locks: dict[str, asyncio.Lock] = {}
        self._count: Counter[str] = Counter()
        self._tasks: dict[asyncio.Task[None], str] = {}

    def hold(self) -> None:
        """A turn begins: what has not begun waits."""
        self._sounded.clear()

    def release(self) -> None:
        """The reply sounds, or the turn is over."""
        self._sounded.set()

    def start(self, kind: str, work: Callable[[], Coroutine[Any, Any, None]]) -> bool:
        """Do it as soon as may be; False when too much of this kind waits already."""
        if self._count[kind] >= MOST_WAITING:
            return False
        self._count[kind] += 1
        task = asyncio.create_task(self._run(kind, work))
        self._tasks[task] = kind
        task.add_done_callback(self._done)
        return True

    async def stop(self, *kinds: str) -> None:
        """Drop the work of these kinds, or all of it."""
        tasks = [task for task, kind in self._tasks.items() if not kinds or kind in kinds]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def _run(self, kind: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        async with self._locks.setdefault(kind, asyncio.Lock()):
            await self._sounded.wait()
            await work()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._count[self._tasks.pop(task)] -= 1
        if not task.cancelled():
            task.exception()  # whoever works here tells what went wrong; nobody waits for the task
