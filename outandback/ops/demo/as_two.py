"""What the two of the demo have together: evenings, some of them noted, and a trip that comes with
hours of one’s own in it. Through the same verbs as on any other day."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from outandback.rooms.leave import actions as leaving
from outandback.rooms.leave.models import Plan, Shown, When
from outandback.rooms.together import actions as together
from outandback.rooms.together.models import TogetherWords
from outandback.rooms.together.queries import time_together
from outandback.rooms.trips import actions as trips
from outandback.rooms.trips.models import Days, Trip, TripWords
from outandback.rules.return_times import WallTime, wall_at
from outandback.rules.times_together import Hours, TimeHeld

from .weeks import NAMES

if TYPE_CHECKING:
    from datetime import date

    from .actions import DemoPerson
    from .queries import CouplesWords

DAY, FRIDAY, WEEK = timedelta(days=1), 4, 7


def hold_time_together(
    sides: list[DemoPerson], words: CouplesWords, at: datetime, zone: str
) -> None:
    """Some every week since a while, some once ahead; both count on those that are held."""
    today = wall_at(at, zone).date()
    for said in words["time_together"]:
        one, other = _sides(sides, said["who"])
        ahead = _next(today + DAY, said["weekday"])
        first = ahead - timedelta(weeks=said.get("began", 0))
        held = TimeHeld(_hours(said, first, zone), said["weeks"])
        put_at = min(at, at - timedelta(days=(today - first).days + 2))
        made = uuid4()
        together.put_in(one.mine, one.keyring, made, held, TogetherWords(said["title"]), put_at)
        row = time_together(one.mine, made).row
        if said["held"]:
            together.count_in(row, other.mine, put_at + DAY)
        for nth in said.get("had", ()):
            on = ahead - timedelta(weeks=nth)
            noted_at = at - timedelta(days=(today - on).days - 1)
            together.note_had(row, other.mine, other.keyring, on, "", min(noted_at, at))


def plan_trip(sides: list[DemoPerson], words: CouplesWords, at: datetime, zone: str) -> None:
    """From a Friday some weeks ahead; each has a few hours alone on it, and has told of them."""
    said = words["trip"]
    one, _ = _sides(sides, said["who"])
    first = _next(wall_at(at, zone).date() + timedelta(weeks=said["in_weeks"]), FRIDAY)
    last = first + timedelta(days=said["nights"])
    place = {"name": said["place"], "zone": said["zone"]}
    place |= {"first_on": first.isoformat(), "last_on": last.isoformat()}
    tellings = [_telling(each, first, said["zone"]) for each in said["tellings"]]
    kept = TripWords(said["name"], [place], tellings)
    days = Days(first, last, said["zone"])
    trip = trips.make_trip(one.mine, one.keyring, uuid4(), days, kept, at)
    for window in said["windows"]:
        _plan_hours(_sides(sides, window["who"])[0], trip, window, first, at)


def _plan_hours(
    one: DemoPerson, trip: Trip, said: dict[str, Any], first: date, at: datetime
) -> None:
    day = first + timedelta(days=said["day"])
    meet_at = datetime.combine(day, time.fromisoformat(said["meet_at"]))
    plan = Plan(said["intention"], meet=said["meet"], meet_at=meet_at.isoformat("T", "minutes"))
    out, back = (_wall(day, said[name], trip.zone) for name in ("out", "back"))
    own = leaving.plan_leave(one.person, one.keyring, uuid4(), When(out, back), plan, at, trip.pk)
    leaving.give_heads_up(own, one.mine, one.keyring, Shown(said["intention"]), at)


def _sides(sides: list[DemoPerson], name: str) -> tuple[DemoPerson, DemoPerson]:
    one, other = sides if name == NAMES[0] else sides[::-1]
    return one, other


def _telling(said: dict[str, Any], first: date, zone: str) -> dict[str, str]:
    on = (first + timedelta(days=said["day"])).isoformat()
    return {"on": on, "at": said["at"], "words": said["words"], "zone": zone}


def _hours(said: dict[str, Any], on: date, zone: str) -> Hours:
    ends = _wall(on, said["ends"], zone) if "ends" in said else None
    return Hours(_wall(on, said["starts"], zone), ends)


def _wall(on: date, clock: str, zone: str) -> WallTime:
    return WallTime(datetime.combine(on, time.fromisoformat(clock)), zone)


def _next(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % WEEK)
