"""What is timed on a machine that does other things beside it."""

from __future__ import annotations

import time

WORK = 400_000


def slowdown() -> float:
    """How many times longer work takes just now than alone: its wall time over its CPU time."""
    began, worked = time.monotonic(), time.thread_time()
    for _ in range(10):
        sum(range(WORK))
    return max(1.0, (time.monotonic() - began) / (time.thread_time() - worked))
