"""Many wrong tries at once, each counted before it is looked at.

Run as a program with a folder as its argument it does so in a database file of its own.
"""

from __future__ import annotations

import sys
import threading
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.programs.erasing import prepare

TRIES = 24
AT = datetime(2026, 5, 13, 18, 0, tzinfo=UTC)


def let_through() -> list[str]:
    """For each door and place, how many of the many at once were let in."""
    rules: Any = import_module("outandback.rules.rate_limits")
    queries: Any = import_module("outandback.rooms.gate.queries")
    places = [(door, reach) for door, reaches in rules.ALLOWED.items() for reach in reaches]
    spots = [queries.Spot(door, "ana", queries.GuessOrigin(reach)) for door, reach in places]
    return [f"{spot.allowed.free}:{at_once(spot)}" for spot in spots]


def at_once(spot: Any) -> int:
    start = threading.Barrier(TRIES)
    through: list[int] = []
    tries = [threading.Thread(target=one_try, args=(spot, start, through)) for _ in range(TRIES)]
    for one in tries:
        one.start()
    for one in tries:
        one.join(60)
    return len(through)


def one_try(spot: Any, start: threading.Barrier, through: list[int]) -> None:
    actions: Any = import_module("outandback.rooms.gate.actions")
    start.wait()
    try:
        actions.note_try(spot, AT)
        through.append(1)
    except actions.TooSoon:
        pass
    finally:
        import_module("django.db").connections.close_all()


if __name__ == "__main__":
    prepare(Path(sys.argv[1]))
    import_module("django.core.management").call_command("migrate", run_syncdb=True, verbosity=0)
    print(*let_through(), sep="\n")
