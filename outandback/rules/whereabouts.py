"""Where each of two people is in the loop, told from the facts of their leaves.

Values in, values out: aware times, no clock, no rows, no English.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from .return_times import DAY_BEGINS, wall_at

DOOR_OPENS = timedelta(minutes=30)
LONGEST_UNSAID = timedelta(hours=12)
MORNING_ENDS = time(12)


class Presence(StrEnum):
    """Where the one who asks is, as a pair sees it; someone alone is only ever home or out."""

    HOME = "home"
    PARTNER_OUT = "partner out"
    OUT = "out"
    BOTH_OUT = "both out"


@dataclass(frozen=True)
class Outing:
    """One leave by its facts. `own`: of the one who asks; else the partner's, as it was told.
    `zone`, `back_zone`: of the places that it leaves and comes back to."""

    id: UUID
    own: bool
    out_at: datetime
    back_at: datetime | None = None
    begun_at: datetime | None = None
    returned_at: datetime | None = None
    called_off_at: datetime | None = None
    zone: str = ""
    back_zone: str = ""

    @property
    def is_out(self) -> bool:
        return self.begun_at is not None and self.returned_at is None

    @property
    def until(self) -> datetime:
        """The agreed end; without one, when nobody would still set out for it."""
        return self.back_at or self.out_at + LONGEST_UNSAID

    def is_ahead(self, at: datetime) -> bool:
        waits = self.begun_at is None and self.called_off_at is None
        return waits and at <= self.until


@dataclass(frozen=True)
class Whereabouts:
    """What there is to say: who is out, whose door is open, and what comes next, soonest first."""

    place: Presence
    mine: Outing | None
    theirs: Outing | None
    door: Outing | None
    ahead: tuple[Outing, ...]

    @property
    def i_am_out(self) -> bool:
        return self.mine is not None


def whereabouts(outings: Iterable[Outing], at: datetime) -> Whereabouts:
    """Where the two are at an aware time, from their leaves of these days in any order."""
    known = sorted(outings, key=lambda outing: (outing.out_at, not outing.own))
    ahead = tuple(outing for outing in known if outing.is_ahead(at))
    mine = _first(outing for outing in known if outing.is_out and outing.own)
    theirs = _first(outing for outing in known if outing.is_out and not outing.own)
    door = _first(outing for outing in ahead if outing.own and door_is_open(outing, at))
    return Whereabouts(_place(mine, theirs), mine, theirs, door, ahead)


def door_is_open(outing: Outing, at: datetime) -> bool:
    """From half an hour before. Before that the door can be opened too, it is just not offered."""
    return at >= outing.out_at - DOOR_OPENS


def time_has_passed(outing: Outing, at: datetime) -> bool:
    """Whether the agreed time to be back has gone by. It is nobody's alarm."""
    return outing.back_at is not None and at > outing.back_at


def share_passed(outing: Outing, at: datetime) -> float:
    """How much of the agreed time has passed, 0 to 1; 0 where there is no set time."""
    if outing.back_at is None or outing.back_at <= outing.out_at:
        return 0.0
    share = (at - outing.out_at) / (outing.back_at - outing.out_at)
    return min(max(share, 0.0), 1.0)


def still_offered(came_back_at: datetime, at: datetime, zone: str) -> bool:
    """A return waits to be finished through that day and the next morning, then never again.

    A day begins at five, so that somebody home at two in the night has the morning still.
    """
    that_day = wall_at(came_back_at - DAY_BEGINS, zone).date()
    return wall_at(at, zone) < datetime.combine(that_day + timedelta(days=1), MORNING_ENDS)


def _place(mine: Outing | None, theirs: Outing | None) -> Presence:
    if mine:
        return Presence.BOTH_OUT if theirs else Presence.OUT
    return Presence.PARTNER_OUT if theirs else Presence.HOME


def _first(outings: Iterable[Outing]) -> Outing | None:
    return next(iter(outings), None)
