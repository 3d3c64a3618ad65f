"""Eight weeks of free hours among two thousand busy times: `python -m benchmarks.free_hours`.

The rule alone, in this process: CPU in milliseconds, the median of turns.
"""

from __future__ import annotations

import random
import time
from datetime import UTC, datetime, timedelta
from statistics import median

from outandback.rules.free_windows import KnownTimes, Span, free_alone, free_together

SPANS, WEEKS, TURNS = 2_000, 8, 15
SINCE = datetime(2026, 10, 5, tzinfo=UTC)
MINUTE, WEEK = timedelta(minutes=1), timedelta(weeks=1)
BERLIN, LISBON = "Europe/Berlin", "Europe/Lisbon"


def busy(many: int, chance: random.Random) -> list[Span]:
    """An hour or so each, spread over eight weeks."""
    starts = (SINCE + chance.randrange(WEEKS * 7 * 1440) * MINUTE for _ in range(many))
    return [(start, start + chance.randrange(15, 120) * MINUTE) for start in starts]


def measured() -> float:
    """Both lists, of a pair in two zones of whom each has half of the times."""
    chance = random.Random(7)
    own, other = busy(SPANS // 2, chance), busy(SPANS // 2, chance)
    known = KnownTimes(BERLIN, LISBON, own=own, other=other)
    return median(_turn(known) for _ in range(TURNS))


def _turn(known: KnownTimes) -> float:
    began = time.process_time()
    for free in (free_together, free_alone):
        free(known, SINCE, SINCE + WEEKS * WEEK)
    return (time.process_time() - began) * 1000


if __name__ == "__main__":
    print(f"{measured():.1f} ms")
