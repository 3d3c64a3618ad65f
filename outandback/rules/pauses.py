"""Pauses that their person made: until a day, or until they say so. No job ends them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from .return_times import wall_at


@dataclass(frozen=True)
class Pause:
    """Whether it holds now, and until which day; None: until its person says so."""

    is_on: bool = False
    until: date | None = None


NO_PAUSE = Pause()


def pause(off: bool, until: date | None, at: datetime, zone: str) -> Pause:
    """A pause holds until its day begins in the zone of its person.

    Raises UnknownZone, and ValueError for a time that is not aware.
    """
    if not off or (until is not None and wall_at(at, zone).date() >= until):
        return NO_PAUSE
    return Pause(True, until)
