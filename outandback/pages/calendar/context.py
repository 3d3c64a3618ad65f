"""The line of some days, and the list of what stands on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from outandback.rooms.comfort.content.sentences import WISHES
from outandback.rooms.leave.models import Leave
from outandback.rooms.leave.queries import words_of
from outandback.rooms.today.days import day_of
from outandback.rooms.together.content import sentences as together
from outandback.rooms.trips.queries import words_known
from outandback.rules.text_direction import isolated
from outandback.ui.drawing import other_ink
from outandback.ui.spoken import hours, same_day, say_day, say_days

from .drawn import ReaderOfDays, drawn_weeks, goes_on, is_week, monday_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from outandback.pages.parts.free_hours.context import ShownHours
    from outandback.rooms.people.models import Ease
    from outandback.rooms.today.days import LeaveOnDays, SomeDays
    from outandback.web.requests import PersonRequest


BOTH = "ab"


@dataclass(frozen=True)
class ListRow:
    """Something that stands on a day, as its list says it."""

    on: date
    order: tuple[int, datetime | None]
    ink: str
    name: str
    title: str
    hints: tuple[str, ...]
    address: str


@dataclass(frozen=True)
class ListDay:
    on: date
    is_today: bool
    rows: tuple[ListRow, ...]


@dataclass(frozen=True)
class ListWeek:
    """`again`: days before these are in the same week, and its name stands there already."""

    monday: date
    days: tuple[ListDay, ...]
    again: bool = False


def page_of(
    reader: ReaderOfDays, days: SomeDays, free: dict[str, list[ShownHours]]
) -> dict[str, object]:
    work = {one.leave_id for one in days.leaves if for_work(reader, one)}
    rows = [*_leave_rows(reader, days, work), *_trip_rows(reader, days)]
    rows = sorted([*rows, *_together_rows(reader, days)], key=_by_day)
    earlier, weeks = _weeks(reader, days, rows)
    return {
        "drawn": drawn_weeks(reader, days, work),
        "earlier": earlier,
        "weeks": weeks,
        "is_empty": not rows,
        "above": _above(reader),
        "has_leaves": bool(days.leaves),
        "goes_on": any(goes_on(one) for one in days.leaves if one.leave_id not in work),
        "has_work": bool(work),
        "has_trips": bool(days.trips),
        "has_together": bool(days.together),
        "today": reader.today,
        "shared": reader.side is not None,
        **free,
        "free_on": {one.on for shown in free.values() for one in shown},
    }


def wishes_of(request: PersonRequest) -> list[tuple[str, str]] | None:
    """In the words that its person chose, for them alone. None in a closed room, whether there is
    one or not."""
    if not request.keyring.room_open:
        return None
    said: Ease | None = request.keyring.open_if_possible(request.user, "ease")
    words = {str(key): str(label) for key, label in WISHES}
    own, together = (said.wish, said.together) if said else ("", "")
    both = ((gettext("Time of your own"), own), (gettext("Time together"), together))
    found = [(label, words[chosen]) for label, chosen in both if chosen in words]
    return found + hours_wished(said)


def hours_wished(said: Ease | None) -> list[tuple[str, str]]:
    if said is None or said.wish_hours is None:
        return []
    many = ngettext("about {count} hour", "about {count} hours", said.wish_hours)
    return [(gettext("Of your own, in a week"), many.format(count=said.wish_hours))]


def _above(reader: ReaderOfDays) -> dict[str, str]:
    """Who is drawn above the line and who below it, where there are two."""
    if reader.side is None:
        return {}
    return {reader.ink: gettext("you"), other_ink(reader.ink): reader.partner}


# The list ----------------------------------------------------------------------------------------


def _weeks(
    reader: ReaderOfDays, days: SomeDays, rows: list[ListRow]
) -> tuple[list[ListWeek], list[ListWeek]]:
    """Of the month that is now, what was before today stands apart."""
    listed = _listed(reader, days, rows)
    is_now = any(day.is_today for day in listed) and not is_week(days)
    earlier = [day for day in listed if is_now and day.on < reader.today]
    return _by_week(earlier), _by_week(listed[len(earlier) :], after=earlier)


def _listed(reader: ReaderOfDays, days: SomeDays, rows: list[ListRow]) -> list[ListDay]:
    """Days that have something on them; today always, where it is one of these."""
    by_day: dict[date, list[ListRow]] = {}
    if days.first <= reader.today <= days.last:
        by_day[reader.today] = []
    for row in rows:
        by_day.setdefault(row.on, []).append(row)
    return [ListDay(on, on == reader.today, tuple(by_day[on])) for on in sorted(by_day)]


def _by_week(listed: list[ListDay], after: list[ListDay] | None = None) -> list[ListWeek]:
    named = monday_of(after[-1].on) if after else None
    weeks = groupby(listed, key=lambda day: monday_of(day.on))
    return [ListWeek(monday, tuple(within), monday == named) for monday, within in weeks]


def _by_day(row: ListRow) -> tuple[date, tuple[int, datetime | None]]:
    return row.on, row.order


def for_work(reader: ReaderOfDays, one: LeaveOnDays) -> bool:
    """As far as its reader knows: of the other's leave, where its heads-up says so."""
    words = _words(reader, one)
    return bool(words and words.work)


def _words(reader: ReaderOfDays, one: LeaveOnDays) -> Any:
    if isinstance(one.row, Leave):
        return reader.keyring.open_if_possible(one.row, "plan")
    return words_of(reader.keyring, one.row)


def _leave_rows(reader: ReaderOfDays, days: SomeDays, work: set[Any]) -> Iterable[ListRow]:
    for one in days.leaves:
        words = _words(reader, one)
        called = (words.intention if one.own else words.title) if words else ""
        yield ListRow(
            max(one.first_on, days.first),
            (1, one.out_at),
            reader.ink_of(one.own),
            gettext("You") if one.own else capfirst(reader.partner),
            isolated(called) or gettext("A leave"),
            tuple(_hints(reader, days, one, one.leave_id in work)),
            reverse("leave" if one.own else "answer", args=[one.leave_id]),
        )


def _hints(reader: ReaderOfDays, days: SomeDays, one: LeaveOnDays, work: bool) -> Iterator[str]:
    """What the other one promised is said by the hour while it may be of use; then what was planned
    by the day, as the story has it."""
    if work:
        yield gettext("For work")
    if one.first_on < days.first:
        yield gettext("Since {day}").format(day=say_day(one.first_on, reader.here))
    if one.own or not one.is_over:
        yield hours(one, reader.here)
    elif one.back_at and not same_day(one, reader.here):
        until = say_day(one.back_at, reader.here, one.back_zone)
        yield gettext("Planned until {day}").format(day=until)


def _together_rows(reader: ReaderOfDays, days: SomeDays) -> Iterable[ListRow]:
    for one in days.together:
        yield ListRow(
            day_of(one),
            (1, one.starts_at),
            BOTH,
            gettext("Together"),
            together.title_of(reader.keyring, one.row),
            (together.times_of(one, reader.here), gettext("You had it.") if one.had else ""),
            reverse("together-time", args=[one.row.pk]),
        )


def _trip_rows(reader: ReaderOfDays, days: SomeDays) -> Iterable[ListRow]:
    for one in days.trips:
        words = words_known(reader.side, reader.keyring, one.trip) if reader.side else None
        lasts = say_days(one.first_on, one.last_on, reader.here)
        yield ListRow(
            max(one.first_on, days.first),
            (0, one.trip.made_at),
            BOTH,
            gettext("Together"),
            isolated(words.name if words else "") or gettext("A trip"),
            (lasts if one.last_on > one.first_on else "",),
            reverse("trip", args=[one.trip.pk]),
        )
