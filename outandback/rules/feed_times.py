"""Times as an address of a calendar gives them out: which days it looks at, and which of its times
still stand. Values in, values out; no clock, no rows.

Where somebody is back earlier or later than they promised, or never set out, shows nowhere: a time
is given out as it was promised.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from .icalendar_text import CalendarEntry, CalendarMoment
from .return_times import promised_at
from .whereabouts import LONGEST_UNSAID
from .zone_shifts import is_odd_day

LOOKS_BACK, LOOKS_AHEAD = timedelta(days=31), timedelta(days=400)
CALLED_OFF_SHOWS = timedelta(days=14)
UNUSED = timedelta(days=90)
ROW = 32  # letters of an id, as written
TOGETHER, TRIP = "together", "trip"
WALL = "%Y-%m-%dT%H:%M"


class FeedTime(NamedTuple):
    """One of them by the clocks on the wall. `back` is empty where no time was set,
    `called_off` but for the day on which it was; `out_again` and
    `back_again`: the second of two, where clocks show it twice. `kind`: empty for a leave.

    `source`: the id of its row, and behind it the day where a row has more than one. Of whole days
    the zones are empty, and `back` is the day after the last."""

    source: str
    out: str
    zone: str
    back: str
    back_zone: str
    called_off: str = ""
    out_again: bool = False
    back_again: bool = False
    kind: str = ""

    @property
    def row(self) -> str:
        return self.source[:ROW]

    @property
    def out_at(self) -> datetime:
        return CalendarMoment(self.out, self.zone, self.out_again).at


def may_be_twice(out: str, zone: str, back: str, back_zone: str) -> bool:
    """Whether such a time is on a day on which the clocks change."""
    return is_odd_day(out[:10], zone) or bool(back and is_odd_day(back[:10], back_zone))


class LookedAt(NamedTuple):
    """What is looked at, from the beginning of a day of UTC on: so that an answer is another one
    once a day, not with each minute."""

    since: datetime
    until: datetime

    @property
    def unsaid_since(self) -> datetime:
        return self.since - LONGEST_UNSAID

    @property
    def called_off_since(self) -> datetime:
        return self.since + LOOKS_BACK - CALLED_OFF_SHOWS


def looked_at(at: datetime, further: timedelta = timedelta(0)) -> LookedAt:
    """`further`: for somebody who looks at it until so long from now."""
    today = datetime.combine(at.astimezone(UTC).date(), time.min, UTC)
    return LookedAt(today - LOOKS_BACK, today + LOOKS_AHEAD + further)


def needed_since(at: datetime) -> str:
    """The first day of which anything is kept; as written."""
    return looked_at(at).since.date().isoformat()


def until_day(out_at: datetime, back_at: datetime | None) -> str:
    """The day after which nobody needs what is kept of a time; as written."""
    return ((back_at or out_at + LONGEST_UNSAID) + timedelta(days=1)).date().isoformat()


def is_unused(used_on: date, today: date) -> bool:
    return used_on < today - UNUSED


def at_rest(times: Iterable[FeedTime], rests_at: datetime | None, at: datetime) -> list[FeedTime]:
    """Of the times that stand still, those that are looked at; once the other one knows, none that
    had not begun by then."""
    looked = looked_at(at)
    seen = [one for one in times if is_looked_at(one, looked)]
    if rests_at is None or at < rests_at:
        return seen
    return [one for one in seen if one.out_at < rests_at]


def is_looked_at(one: FeedTime, looked: LookedAt) -> bool:
    if one.out_at >= looked.until:
        return False
    if one.called_off and one.called_off < looked.called_off_since.date().isoformat():
        return False
    if one.back:
        over_at = CalendarMoment(one.back, one.back_zone, one.back_again).at
        return over_at >= looked.since if one.zone else over_at > looked.since
    return one.out_at >= looked.unsaid_since


def end_of(one: FeedTime) -> CalendarMoment:
    """With no set time it ends when the rest of the house stops counting on it."""
    if one.back:
        return CalendarMoment(one.back, one.back_zone, one.back_again)
    return moment_of(one.out_at + LONGEST_UNSAID, one.zone)


def entry_of(one: FeedTime, name: str, words: str, changed: int) -> CalendarEntry:
    """Somebody who went early may promise to be back before they had meant to go."""
    _, out, zone, back, back_zone, called_off, out_again, back_again, _ = one
    start = CalendarMoment(out, zone, out_again)
    end = CalendarMoment(back, back_zone, back_again) if back else end_of(one)
    plain = zone == back_zone and not (out_again or back_again)
    if back and not (back > out if plain else end.at > start.at):
        start = _just_before(end)
    return CalendarEntry(name, start, end, words, changed, bool(called_off))


def _just_before(end: CalendarMoment) -> CalendarMoment:
    return moment_of(end.at - timedelta(minutes=1), end.zone)


def moment_of(at: datetime, zone: str) -> CalendarMoment:
    """An instant by the clocks of a zone."""
    said = promised_at(at, zone)
    return CalendarMoment(said.wall.strftime(WALL), said.zone, bool(said.fold))
