"""Hours of one's own by week, and how many of them one wished for: plain values."""

from __future__ import annotations

from typing import NamedTuple


class OwnWeeks(NamedTuple):
    """`hours`: by week since the moment from which a History counts its days, which is the
    beginning of a week; None before the first that is known."""

    hours: tuple[float | None, ...]
    wished: float
