from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, QuerySet, Subquery
from django.db.models.functions import Coalesce

from outandback.rooms.afterwards.queries import about_tonight, recent_homecomings
from outandback.rooms.comeback.models import HearingDay, Homecoming, Telling
from outandback.rooms.comeback.queries import tellings_waiting_for, unanswered
from outandback.rooms.cover.models import Window
from outandback.rooms.cover.queries import is_answered, offered_to, windows_offered_to
from outandback.rooms.giving.queries import LATELY, named_lately, ten_minutes_on
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.leave.queries import own_near, told_near, whom_near
from outandback.rooms.people.models import Membership
from outandback.rooms.quiet.queries import (
    Meanwhile,
    agreed_by_both,
    has_called,
    hello_picked,
    holds_notes,
)
from outandback.rules.afterwards import day_of, is_let_go, still_waits
from outandback.rules.return_times import wall_at
from outandback.rules.whereabouts import Outing, Whereabouts, still_offered, whereabouts
from outandback.ui.drawing import other_ink
from outandback.ui.line import extent
from outandback.ui.spoken import days_since
from outandback.vault.prepared_queries import Given, Prepared, given_id, given_time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring

Row = TypeVar("Row")
Near = TypeVar("Near", Leave, HeadsUp)
Beside = TypeVar("Beside", Leave, HeadsUp, Membership)
LAST_OF_WEEK = 6.99
OPEN_ENDED = timedelta(hours=3)
WEEK = 7
Span = tuple[float, float, str]

_heard = Telling.objects.filter(
    pair=given_id("pair"),
    withdrawn_at=None,
    reception__isnull=False,
    reception__withdrawn_at=None,
).order_by("pk")
_first_heard = Subquery(_heard.values("pk")[:1])
_next_heard = Subquery(_heard.filter(pk__gte=given_id("day")).values("pk")[:1])


def _with_answer(tellings: QuerySet[Telling]) -> QuerySet[Telling]:
    return tellings.select_related("hearing_day").annotate(answer=F("reception")).order_by()


def _kept() -> QuerySet[Telling]:
    return Telling.objects.filter(pk=Coalesce(_next_heard, _first_heard))


_waiting_and_kept = Prepared(
    lambda: _with_answer(unanswered()).union(_with_answer(_kept()), all=True).order_by("told_at")
)

_own_near = Prepared(
    lambda: _with_the_rest(own_near(), "heads_up__pk").annotate(
        answered=is_answered(given_id("person"))
    )
)
_told_near = Prepared(
    lambda: _with_the_rest(told_near(), "pk").annotate(holds_notes=holds_notes(given_id("person")))
)
_with_no_leave_near = Prepared(
    lambda: _with_offers(Membership.objects.filter(pk=given_id("side")), given_id("person"))
)


@dataclass(frozen=True)
class Now:
    """Everything that Today is about, for one person: own leaves, and what the partner told."""

    what: Whereabouts
    outings: tuple[Outing, ...]
    rows: dict[UUID, Leave | HeadsUp]
    unfinished: Homecoming | None = None
    unanswered: Homecoming | None = None
    waiting: Telling | None = None
    window: Window | None = None
    evening: Homecoming | None = None
    let_go: Telling | None = None
    together: Telling | None = None
    kept: Telling | None = None
    asks_for_sheet: bool = False

    @property
    def meanwhile(self) -> Meanwhile:
        """What can pass between the two, on any leave that is under way."""
        out = [row for row in self.rows.values() if row.is_out]
        return Meanwhile(*(_says(out, what) for what in ("called", "hello", "may_call")))

    @property
    def answered(self) -> set[UUID]:
        """Own leaves that the partner said something to."""
        return {row.pk for row in self.rows.values() if _says([row], "answered")}


def now_for(person: Person, mine: Membership | None, keyring: Keyring, at: datetime) -> Now:
    rows = _rows_near(person, mine, at)
    outings = tuple(_outing(row) for row in rows.values())
    now = Now(whereabouts(outings, at), outings, rows)
    return now if now.what.i_am_out else _with_what_waits(now, person, mine, keyring, at)


def waiting_and_kept(
    person: Person, mine: Membership | None, at: datetime
) -> tuple[list[Telling], Telling | None]:
    """What waits to be heard; and something that was heard, on another day another one."""
    if mine is None or mine.other is None:
        return [], None
    day = uuid5(mine.pair_id, at.astimezone(ZoneInfo(person.zone)).date().isoformat())
    found = _waiting_and_kept(pair=mine.pair_id, teller=mine.other.person_id, day=day)
    kept = [one for one in found if getattr(one, "answer", None)]
    return [one for one in found if one not in kept], _first(kept)


def days_of_week(now: Now, ink: str, at: datetime, zone: str) -> list[Span]:
    """The week's outings in days since Monday, each in its person's ink, by the agreed times."""
    monday = week_began(at, zone)
    other = other_ink(ink)
    shown = [outing for outing in now.outings if _shown(outing, at)]
    spans = [_span(o, monday, at, ink if o.own else other) for o in shown]
    return [span for span in spans if span[1] > 0 and span[0] < WEEK]


def ring_on_week(now: Now, at: datetime, zone: str) -> float:
    """Where now stands on the drawn line. A loop is wider than its hours: it is all pencil until
    its person sets out, and all ink once they are back."""
    monday = week_began(at, zone)
    ring = days_since(monday, at.astimezone(ZoneInfo(zone)))
    extents = [
        (outing, extent(_span(outing, monday, at, "a")))
        for outing in now.outings
        if _shown(outing, at)
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


def week_began(at: datetime, zone: str) -> date:
    today = at.astimezone(ZoneInfo(zone)).date()
    return today - timedelta(days=today.weekday())


def outings_of_week(now: Now, at: datetime, zone: str) -> list[Outing]:
    days = [week_began(at, zone) + timedelta(days=day) for day in range(WEEK)]
    return [o for o in now.outings if _shown(o, at) and wall_at(o.out_at, o.zone).date() in days]


def _rows_near(
    person: Person, mine: Membership | None, at: datetime
) -> dict[UUID, Leave | HeadsUp]:
    """Each with what there is about it, and with what else of the pair's is to be looked for."""
    asked = {**whom_near(person, mine, at), "at": at, "since": at - LATELY}
    told = _told_near(**asked) if mine else []
    rows: list[Leave | HeadsUp] = [*_own_near(**asked), *told]
    return {row.pk: row for row in rows}


def _with_the_rest(rows: QuerySet[Near], heads_up: str) -> QuerySet[Near]:
    me, pair = given_id("person"), given_id("pair")
    return _with_offers(rows, me).annotate(
        called=has_called(me, pair, heads_up),
        hello=hello_picked(pair, heads_up),
        may_call=agreed_by_both(me, pair),
    )


def _with_offers(rows: QuerySet[Beside], me: Given) -> QuerySet[Beside]:
    """Whether there is an offered window, and a day named for ten minutes together."""
    pair = given_id("pair")
    return rows.annotate(
        offered=Exists(offered_to(me, pair, given_time("at"))),
        named=Exists(named_lately(pair, given_time("since"))),
    )


def _to_look_for(
    now: Now, person: Person, mine: Membership | None, at: datetime
) -> tuple[bool, bool]:
    """The same two for this person: known with any leave near, else asked."""
    if mine is None:
        return False, False
    known: list[Leave | HeadsUp | Membership] = list(now.rows.values())
    if not known:
        asked = {"person": person.pk, "pair": mine.pair_id, "at": at, "since": at - LATELY}
        known = list(_with_no_leave_near(**asked, side=mine.pk))
    return _says(known, "offered"), _says(known, "named")


def _says(rows: Iterable[Leave | HeadsUp | Membership], what: str) -> bool:
    return any(getattr(row, what, False) for row in rows)


def _with_what_waits(
    now: Now, person: Person, mine: Membership | None, keyring: Keyring, at: datetime
) -> Now:
    homes = recent_homecomings(person, mine, at)
    recent = [home for home in homes if still_offered(home.came_back_at, at, person.zone)]
    own = [home for home in recent if home.person_id == person.pk and home.settled_at is None]
    theirs = [home for home in recent if home.person_id != person.pk and not _answered(home)]
    if now.what.theirs:
        tellings, kept = waiting_and_kept(person, mine, at)
    else:
        tellings, kept = tellings_waiting_for(person, mine), None
    since = {telling: _waits_since(telling, keyring, person.zone) for telling in tellings}
    ready = [one for one, day in since.items() if still_waits(day, at, person.zone)]
    let_go = [one for one, day in since.items() if is_let_go(day, at, person.zone)]
    offered, named = _to_look_for(now, person, mine, at)
    windows = windows_offered_to(person, mine, at) if mine and offered else []
    return Now(
        now.what,
        now.outings,
        now.rows,
        _first(own),
        _first(theirs),
        _first(ready),
        _first(windows),
        _evening_after(now, homes, at, person.zone),
        _first(let_go),
        ten_minutes_on(mine, keyring, day_of(at, person.zone), at) if mine and named else None,
        kept,
        any(home.person_id == person.pk and _answered(home, "asks_for_sheet") for home in recent),
    )


def _answered(home: Homecoming, what: str = "checked_in") -> bool:
    return bool(getattr(home, what, False))


def _evening_after(now: Now, homes: list[Homecoming], at: datetime, zone: str) -> Homecoming | None:
    """With the other one out again, their page has an evening of its own."""
    home = about_tonight(homes, at, zone) if now.what.theirs is None else None
    return home if home and not _answered(home, "said_tonight") else None


def _waits_since(telling: Telling, keyring: Keyring, zone: str) -> date:
    """Who said "Friday" is left in peace until Friday."""
    named: HearingDay | None = getattr(telling, "hearing_day", None)
    day = keyring.open_if_possible(named, "day") if named else None
    told = day_of(telling.told_at, zone)
    return told if day is None else max(told, date.fromisoformat(day.on))


def _outing(row: Leave | HeadsUp) -> Outing:
    return Outing(
        row.pk,
        isinstance(row, Leave),
        row.out_at,
        row.back_at,
        row.begun_at,
        row.returned_at,
        row.called_off_at,
        row.zone,
        row.back_zone,
    )


def _shown(outing: Outing, at: datetime) -> bool:
    return outing.begun_at is not None or outing.is_ahead(at)


def _span(outing: Outing, monday: date, at: datetime, who: str) -> Span:
    ends = outing.back_at or outing.out_at + OPEN_ENDED
    if outing.returned_at is not None:
        ends = max(min(ends, at), outing.out_at)
    out, back = wall_at(outing.out_at, outing.zone), wall_at(ends, outing.back_zone)
    return days_since(monday, out), days_since(monday, back), who


def _first(rows: list[Row]) -> Row | None:
    return rows[0] if rows else None
