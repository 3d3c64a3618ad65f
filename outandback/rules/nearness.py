"""When somebody's next step may be time together: told from their own sealed answers alone.

Values in, values out. Own reasoning, no outside source: few answers say nothing, so it is silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from statistics import median

UNHEARD = 3
LATEST, LEAST_EARLIER = 2, 5


def keeps_landing_flat(marks: Iterable[str]) -> bool:
    """Whether the newest three of one's own marks are all "no". What was passed is not asked.

    `marks`, newest first: "yes", "partly", "no", or "" where it was passed. No errors.
    """
    newest = list(islice(filter(None, marks), UNHEARD))
    return newest == ["no"] * UNHEARD


def lonelier_than_usual(lonely: Sequence[int]) -> bool:
    """Whether the last two evenings both lie above the middle of all that came before them.

    `lonely`, newest first, each 0 to 10. Silent with fewer than five earlier ones. No errors.
    """
    latest, earlier = lonely[:LATEST], lonely[LATEST:]
    return len(earlier) >= LEAST_EARLIER and min(latest) > median(earlier)
