"""When somebody's next step may be time together: told from their own answers, and from what both
of the two can see.

Values in, values out. Own reasoning, no outside source: few answers say nothing, so it is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import islice
from statistics import median

UNHEARD = 3
TO_ANSWER = timedelta(days=5)
LATEST, LEAST_EARLIER = 2, 5


def keeps_landing_flat(marks: Iterable[str]) -> bool:
    """Whether the newest three of one's own marks are all "no". What was passed is not asked.

    `marks`, newest first: "yes", "partly", "no", or "" where it was passed. No errors.
    """
    newest = list(islice(filter(None, marks), UNHEARD))
    return newest == ["no"] * UNHEARD


def keeps_staying_unheard(told: Iterable[tuple[timedelta, bool]]) -> bool:
    """Whether nothing came back to the newest three of what was told.

    `told`, newest first: how long ago, and whether something came back or a day was named for it.
    What is younger than five days is still free to be answered, and is not asked. No errors.
    """
    asked = (heard for ago, heard in told if heard or ago >= TO_ANSWER)
    return list(islice(asked, UNHEARD)) == [False] * UNHEARD


def lonelier_than_usual(lonely: Sequence[int]) -> bool:
    """Whether the last two evenings both lie above the middle of all that came before them.

    `lonely`, newest first, each 0 to 10. Silent with fewer than five earlier ones. No errors.
    """
    latest, earlier = lonely[:LATEST], lonely[LATEST:]
    return len(earlier) >= LEAST_EARLIER and min(latest) > median(earlier)
