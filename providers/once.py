"""Large things are made when first needed, once, and then shared by all rooms."""

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Once(Generic[T]):
    """`once(*args)` makes the thing on the first call, on whichever thread comes first; the others wait for it.

    The same arguments give the same thing; other arguments replace it (a model that was exchanged).
    """

    def __init__(self, make: Callable[..., T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: tuple[tuple, T] | None = None

    def __call__(self, *args) -> T:
        with self._lock:
            if self._made is None or self._made[0] != args:
                self._made = None
                self._made = (args, self._make(*args))
            return self._made[1]
