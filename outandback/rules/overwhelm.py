"""When there is too much already, so that a leave would be one thing more.

Own reasoning, no outside source: the lines are drawn low, so that they speak seldom.
"""

from __future__ import annotations

from collections.abc import Sequence

from .ladder import Feeling

# What is then suggested, by key, in this order.
SUGGESTIONS = ("rest", "smaller", "cover", "person", "help")

# Of 0 to 10: energy so low, so many times on end, and guilt so high.
LOW, TIMES, GUILTY = 2, 3, 8


def overwhelmed(feeling: Feeling | None, guilt: int | None, energies: Sequence[int]) -> bool:
    """Whether to suggest rest and help before a leave.

    `feeling` as said today; `guilt` at the door and `energies`, newest last, each 0 to 10. What
    somebody says of today goes before what was answered earlier. No errors.
    """
    if feeling is Feeling.TOO_MUCH:
        return True
    if feeling is Feeling.RESTLESS:
        return False
    if feeling is Feeling.TIRED:
        return _spent(energies)
    return _spent(energies) or _weighed_down(guilt, energies)


def _spent(energies: Sequence[int]) -> bool:
    last = energies[-TIMES:]
    return len(last) == TIMES and max(last) <= LOW


def _weighed_down(guilt: int | None, energies: Sequence[int]) -> bool:
    return guilt is not None and guilt >= GUILTY and min(energies[-1:], default=LOW + 1) <= LOW
