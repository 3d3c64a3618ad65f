"""Work that goes on after its page was answered, in a thread of this process: a large file is read.

So many at a time; one more is not begun, and its owner sends it in again.
"""

from __future__ import annotations

from threading import BoundedSemaphore, Thread
from typing import TYPE_CHECKING

from django.db import connections

if TYPE_CHECKING:
    from collections.abc import Callable

ROOM = BoundedSemaphore(8)


def start(work: Callable[[], None]) -> None:
    if ROOM.acquire(blocking=False):
        Thread(target=_done, args=(work,), name="calendar file", daemon=True).start()


def _done(work: Callable[[], None]) -> None:
    try:
        work()
    finally:
        connections.close_all()
        ROOM.release()
