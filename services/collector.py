"""Python's garbage collector leaves alone what is there to stay, for everybody waits while it looks."""

import gc
import sys

_looked_at = 0


def spare_imports() -> None:
    """Take all that lives now out of the collector's sight, if anything was imported since the last time.

    A full collection walks through every object: 130 ms with a vendor's SDK, which a hundred conversations hear. What
    imports leave behind stays until the end anyway; of anything else, only cycles that are already lost are kept.
    """
    global _looked_at
    if len(sys.modules) > _looked_at:
        _looked_at = len(sys.modules)
        gc.freeze()
