"""The week as a line, drawn from what Today asks of the rooms."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from outandback.rooms.trips.queries import trips_of_days
from outandback.rules.return_times import wall_at
from outandback.ui.drawing import other_ink
from outandback.ui.line import extent
from outandback.ui.spoken import days_since

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outandback.rooms.people.models import Membership, Person
    from outandback.rooms.trips.queries import DatedTrip
    from outandback.rules.whereabouts import Outing
    from outandback.vault.keyring import Keyring

LAST_OF_WEEK = 6.99
OPEN_ENDED = timedelta(hours=3)
WEEK = 7
Span = tuple[float, float, str]


def days_of_week(outings: Iterable[Outing], ink: str, at: datetime, zone: str) -> list[Span]:
    """The week's outings in days since Monday, each in its person's ink, by the agreed times."""
    monday = week_began(at, zone)
    other = other_ink(ink)
    shown = [outing for outing in outings if _shown(outing, at)]
    spans = [_span(o, monday, at, ink if o.own else other) for o in shown]
    return [span for span in spans if span[1] > 0 and span[0] < WEEK]


def ring_on_week(outings: Iterable[Outing], at: datetime, zone: str) -> float:
    """Where now stands on the drawn line. A loop is wider than its hours: it is all pencil until
    its person sets out, and all ink once they are back."""
    monday = week_began(at, zone)
    ring = days_since(monday, at.astimezone(ZoneInfo(zone)))
    extents = [
        (outing, extent(_span(outing, monday, at, "a"))) for outing in outings if _shown(outing, at)
    ]
    ring = max([ring, *(right for outing, (_, right) in extents if outing.returned_at)])
    ring = min([ring, *(left for outing, (left, _) in extents if outing.begun_at is None)])
    return min(max(ring, 0.0), LAST_OF_WEEK)


def began_on_week(person: Person, mine: Membership | None, at: datetime) -> dict[str, float]:
    """On which day of the week each line begins: a pair's where it became one, anybody else's
    where they came here. Nothing for what began before."""
    here = ZoneInfo(person.zone)
    began = mine.joined_at.astimezone(here).date() if mine else person.joined_on
    day = (began - week_began(at, person.zone)).days
    return dict.fromkeys("ab", float(day)) if day > 0 else {}


def trips_of_week(
    keyring: Keyring, mine: Membership | None, at: datetime, zone: str
) -> list[DatedTrip]:
    monday = week_began(at, zone)
    return trips_of_days(keyring, mine, monday, monday + timedelta(days=WEEK - 1))


def stretches(trips: Iterable[DatedTrip], at: datetime, zone: str) -> list[tuple[float, float]]:
    """In days since Monday, from the beginning of the first day to the end of the last."""
    monday = week_began(at, zone)
    return [(float((one.first - monday).days), (one.last - monday).days + 1.0) for one in trips]


def week_began(at: datetime, zone: str) -> date:
    today = at.astimezone(ZoneInfo(zone)).date()
    return today - timedelta(days=today.weekday())


def outings_of_week(outings: Iterable[Outing], at: datetime, zone: str) -> list[Outing]:
    days = [week_began(at, zone) + timedelta(days=day) for day in range(WEEK)]
    return [o for o in outings if _shown(o, at) and wall_at(o.out_at, o.zone).date() in days]


def _shown(outing: Outing, at: datetime) -> bool:
    return outing.begun_at is not None or outing.is_ahead(at)


def _span(outing: Outing, monday: date, at: datetime, who: str) -> Span:
    ends = outing.back_at or outing.out_at + OPEN_ENDED
    if outing.returned_at is not None:
        ends = max(min(ends, at), outing.out_at)
    out, back = wall_at(outing.out_at, outing.zone), wall_at(ends, outing.back_zone)
    return days_since(monday, out), days_since(monday, back), who
