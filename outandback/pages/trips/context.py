"""What the pages of a trip show, asked of the rooms."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from outandback.pages.parts.sent.context import opens
from outandback.rooms.leave.actions import change_plan, give_heads_up, plan_leave, say_what
from outandback.rooms.leave.models import Leave, Plan, Shown, wall_time
from outandback.rooms.leave.queries import hours_told, leave_of, own_hours, words_of
from outandback.rooms.people.queries import name_of
from outandback.rooms.sent.marks import marks_of_trip
from outandback.rooms.together.queries import occurrences_between
from outandback.rooms.trips import queries
from outandback.rooms.trips.actions import hold_trip
from outandback.rooms.trips.models import TripWords, telling_key
from outandback.rules.return_times import WallTime, instant
from outandback.rules.trip_days import Place, TripDay, day_of, trip_days
from outandback.rules.whereabouts import DOOR_OPENS
from outandback.ui.drawing import other_ink
from outandback.ui.spoken import counted
from outandback.vault.writing import Stale
from outandback.web.requests import side_of_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from outandback.rooms.leave.models import HeadsUp
    from outandback.rooms.people.models import Membership
    from outandback.rooms.together.models import TogetherWords
    from outandback.rooms.trips.models import Days, Trip
    from outandback.web.requests import PersonRequest

    from .forms import TripHoursForm


@dataclass(frozen=True)
class Planned:
    """Something on a day of a trip: hours of one of the two, or a time at which they meet.

    `row`: the leave, or the other’s as it was told. `ink`: a, b, or ab for both.
    """

    at: datetime
    zone: str
    ink: str
    name: str
    words: str
    until: datetime | None = None
    row: Leave | HeadsUp | None = None
    own: bool = False
    untold: bool = False
    telling: str = ""

    @property
    def is_hours(self) -> bool:
        return self.row is not None


@dataclass(frozen=True)
class ShownDay:
    """A day of a trip with all that is on it, in order of time."""

    day: TripDay
    number: int
    planned: list[Planned] = field(default_factory=list)


@dataclass(frozen=True)
class OpenedTrip:
    """A trip as one side has it; without open keys it has days and no words."""

    trip: Trip
    words: TripWords
    known: Days
    days: list[TripDay]

    @property
    def name(self) -> str:
        return self.words.name

    @property
    def places(self) -> str:
        return counted(list(dict.fromkeys(one["name"] for one in self.words.places if one["name"])))

    @property
    def begins(self) -> datetime:
        return self.days[0].begins

    @property
    def ends(self) -> datetime:
        return max(day.ends for day in self.days)

    def day_now(self, at: datetime) -> TripDay | None:
        return next((day for day in self.days if day.begins <= at < day.ends), None)


def opened_trip(request: PersonRequest, mine: Membership, trip: Trip) -> OpenedTrip:
    words = queries.words_known(mine, request.keyring, trip) or TripWords()
    known = queries.days_known(mine, trip)
    places = [
        Place(
            one["name"],
            one["zone"],
            date.fromisoformat(one["first_on"]),
            date.fromisoformat(one["last_on"]),
        )
        for one in words.places
    ]
    return OpenedTrip(trip, words, known, trip_days(known.first, known.last, known.zone, places))


def days_shown(request: PersonRequest, mine: Membership, opened: OpenedTrip) -> list[ShownDay]:
    """Each day with what either planned, as far as the other was told of it."""
    found = sorted(_all_planned(request, mine, opened), key=lambda one: (one.at, one.ink))
    on = [(day_of(opened.days, one.at, one.zone), one) for one in found]
    return [
        ShownDay(day, number, [one for known, one in on if known == day])
        for number, day in enumerate(opened.days)
    ]


def _all_planned(request: PersonRequest, mine: Membership, opened: OpenedTrip) -> Iterator[Planned]:
    for leave in own_hours(request.user, opened.trip):
        yield from _own(request, mine, leave)
    for told in hours_told(request.user, opened.trip):
        yield from _theirs(request, mine, told)
    for had in occurrences_between(mine, opened.begins, opened.ends):
        words: TogetherWords | None = request.keyring.open_if_possible(had.row, had.row.newest)
        said = (words.title if words else "") or gettext("Time together")
        yield Planned(had.starts_at, had.zone, "ab", gettext("Together"), said, had.ends_at)
    for one in opened.words.tellings:
        said = one["words"] or gettext("One “Oh, really?” each over supper")
        at = _said_at(one["on"], one["at"], one["zone"])
        yield Planned(at, one["zone"], "ab", gettext("Together"), said, telling=telling_key(one))


def _said_at(on: str, at: str, zone: str) -> datetime:
    wall = datetime.combine(date.fromisoformat(on), time.fromisoformat(at))
    return instant(WallTime(wall, zone))


def _own(request: PersonRequest, mine: Membership, leave: Leave) -> Iterator[Planned]:
    plan: Plan | None = request.keyring.open_if_possible(leave, "plan")
    yield Planned(
        leave.out_at,
        leave.zone,
        mine.ink,
        gettext("You"),
        plan.intention if plan else "",
        until=leave.back_at,
        row=leave,
        own=True,
        untold=not hasattr(leave, "heads_up"),
    )
    yield from _meeting(plan, leave)


def _theirs(request: PersonRequest, mine: Membership, told: HeadsUp) -> Iterator[Planned]:
    shown = words_of(request.keyring, told)
    yield Planned(
        told.out_at,
        told.zone,
        other_ink(mine.ink),
        name_of(request.keyring, mine.other),
        shown.title if shown else "",
        until=told.back_at,
        row=told,
    )
    yield from _meeting(shown, told)


def _meeting(words: Plan | Shown | None, row: Leave | HeadsUp) -> Iterator[Planned]:
    at = meets_at(words, row)
    if words and at:
        where = words.meet or gettext("You two meet")
        yield Planned(at, row.back_zone, "ab", gettext("Together"), where)


def meets_at(words: Plan | Shown | None, row: Leave | HeadsUp) -> datetime | None:
    """When the two meet after these hours; None where they named no time, or words are closed."""
    if not words or not words.meet_at:
        return None
    return instant(wall_time(words.meet_at, row.back_zone, row.back_at or row.out_at))


def leaves_mark(request: PersonRequest, mine: Membership, opened: OpenedTrip) -> None:
    """What the other one did goes from the reader’s Today; nothing else comes of it."""
    told = (mine.ink, "") if opened.trip.person_id == request.user.pk else ()
    if opened.words.changed_by not in told:
        opens(request, mine.pair_id, *marks_of_trip(opened.trip.pk, opened.trip.row_version))


def listed(request: PersonRequest, mine: Membership, now: datetime) -> dict[str, object]:
    """The trips of the two: those to come or under way, then those that are over."""
    opened = [opened_trip(request, mine, row) for row in queries.trips_had(mine)]
    opened.sort(key=lambda one: (one.known.first, str(one.trip.pk)))
    ahead = [one for one in opened if one.ends > now]
    return {"ahead": ahead, "over": [one for one in reversed(opened) if one.ends <= now]}


def out_now(request: PersonRequest, leave: Leave) -> dict[str, object]:
    """For whoever is out: of their own leave alone, so that nothing new stands there."""
    plan: Plan | None = request.keyring.open_if_possible(leave, "plan")
    where = plan.meet if plan else ""
    return {"leave": leave, "meets_at": meets_at(plan, leave), "where": where}


def hours_next(days: list[ShownDay], now: datetime) -> dict[str, object]:
    """One’s own next hours, and whether going is a tap away: on their day."""
    own = ((shown, one) for shown in days for one in shown.planned if one.own and one.row)
    for shown, one in own:
        if one.row and one.row.is_ahead and (one.until or one.at) > now:
            return {"next": one, "may_go": now >= min(shown.day.begins, one.at - DOOR_OPENS)}
    return {}


def write_hours(request: PersonRequest, opened: OpenedTrip, own: Leave) -> dict[str, Any]:
    """One's own hours as their form shows them again."""
    plan: Plan = request.keyring.open(own, "plan") or Plan()
    day, out, back = day_of(opened.days, own.out_at, own.zone), own.when.out, own.when.back
    start = {"seen": own.row_version, "what": plan.intention, "meet": plan.meet}
    start |= {"out_time": out.wall.time(), "out_fold": out.fold}
    if day in opened.days:
        start["on"] = str(opened.days.index(day))
    if plan.meet_at:
        start["meet_time"] = datetime.fromisoformat(plan.meet_at).time()
    if back:
        start |= {"back_time": back.wall.time(), "back_fold": back.fold}
        start["back_day"] = back.wall.date() if back.wall.date() != out.wall.date() else None
    return start


def add_hours(
    request: PersonRequest, trip: Trip, form: TripHoursForm, at: datetime, *, tells: bool
) -> None:
    """One’s own until they are told, as any leave. Raises Http404 where the trip is gone by now."""
    if form.when is None:
        return
    hold_trip(trip)
    person, keyring = request.user, request.keyring
    own = plan_leave(person, keyring, form.named, form.when, form.plan(), at, trip.pk)
    if tells:
        _tell(request, own, form, at)


def change_hours(
    request: PersonRequest, own: Leave, form: TripHoursForm, at: datetime, *, tells: bool
) -> None:
    """Their words, then their times. Raises Stale where they changed since the form was opened."""
    if form.cleaned_data["seen"] != own.row_version or form.when is None:
        raise Stale
    say_what(own, request.keyring, at, **form.said())
    now = leave_of(request.user, own.pk)
    if form.when != now.when:
        plan = request.keyring.open(now, "plan")
        change_plan(now, request.keyring, now.row_version, form.when, plan, at)
    if tells:
        _tell(request, own, form, at)


def _tell(request: PersonRequest, own: Leave, form: TripHoursForm, at: datetime) -> None:
    """Give the heads-up, or put what it says in the words of now."""
    mine = side_of_pair(request)
    now = leave_of(request.user, own.pk)
    given = getattr(now, "heads_up", None)
    before: Shown = request.keyring.open(given, given.newest) if given else Shown()
    shown = replace(before, title=form.cleaned_data["what"])
    seen = given.row_version if given else 0
    give_heads_up(now, mine, request.keyring, shown, at, seen)
