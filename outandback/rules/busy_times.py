"""Busy times as pairs of seconds since 1970: laid together, cut, packed. Values in, values out."""

from __future__ import annotations

import struct
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

BACK, AHEAD = timedelta(days=31), timedelta(days=400)
MOST_LEFT_OUT = 50
FRONT = struct.Struct(">HI")  # how many days of what could not be read, how many busy times

Span = tuple[int, int]


class Read(NamedTuple):
    """What one calendar gave: busy times, and the days of events that could not be read."""

    spans: list[Span]
    left_out: list[date]


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order; those that touch or overlap are one. What ends before it begins is none."""
    whole: list[Span] = []
    for start, end in sorted(span for span in spans if span[1] > span[0]):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole


def within(spans: Iterable[Span], since: int, until: int) -> list[Span]:
    """What of them lies between two times, cut at both."""
    cut = ((max(start, since), min(end, until)) for start, end in spans)
    return [(start, end) for start, end in cut if end > start]


def packed(read: Read) -> bytes:
    days = [day.toordinal() for day in read.left_out[:MOST_LEFT_OUT]]
    numbers = [second for span in read.spans for second in span]
    front = FRONT.pack(len(days), len(read.spans))
    return front + struct.pack(f">{len(days) + len(numbers)}I", *days, *numbers)


def unpacked(raw: bytes) -> Read:
    days, spans = FRONT.unpack_from(raw)
    numbers = struct.unpack_from(f">{days + 2 * spans}I", raw, FRONT.size)
    starts, ends = numbers[days::2], numbers[days + 1 :: 2]
    left_out = [date.fromordinal(day) for day in numbers[:days]]
    return Read(list(zip(starts, ends, strict=True)), left_out)
