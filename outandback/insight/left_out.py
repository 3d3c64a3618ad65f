"""Days that a reader left out: a history without them.

What is left out does not count: neither in any figure nor towards the tenth leave of a check.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from .phases import DAYS_AFTER, SAME

if TYPE_CHECKING:
    from .history import History, LivedLeave


def without_left_out(history: History) -> History:
    """Without leaves that began inside and answers given inside; and without those around such a
    leave until its days after are over, which would else count as answers near no leave."""
    if not history.left_out:
        return history
    leaves = sorted(history.leaves, key=lambda one: one.out)
    gone = [is_inside(one.out, history) for one in leaves]
    begun = [one.out - SAME for one in leaves]

    def stays(at: float) -> bool:
        last = bisect_right(begun, at) - 1
        near_gone = last >= 0 and gone[last] and _is_near(at, leaves[last])
        return not near_gone and not is_inside(at, history)

    return replace(
        history,
        leaves=tuple(one for one in history.leaves if not is_inside(one.out, history)),
        ratings=tuple(one for one in history.ratings if stays(one.at)),
    )


def is_inside(at: float, history: History) -> bool:
    return any(first <= at < end for first, end in history.left_out)


def _is_near(at: float, leave: LivedLeave) -> bool:
    return at < leave.back + DAYS_AFTER
