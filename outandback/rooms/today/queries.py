from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from outandback.rooms.afterwards.queries import about_tonight, recent_homecomings, waiting_and_kept
from outandback.rooms.comeback.models import HearingDay, Homecoming, Telling
from outandback.rooms.comeback.queries import tellings_waiting_for
from outandback.rooms.cover.models import Window
from outandback.rooms.cover.queries import answered_at, windows_offered_to
from outandback.rooms.giving.queries import ten_minutes_on
from outandback.rooms.hearing.queries import sent_and_opened_beside
from outandback.rooms.leave.models import HeadsUp, Leave
from outandback.rooms.leave.queries import is_near
from outandback.rooms.notify.queries import pause_beside
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.quiet.queries import Meanwhile
from outandback.rooms.rhythms.queries import comes_round, is_due
from outandback.rooms.sent.marks import mark_of
from outandback.rooms.sent.queries import Looked, SentLine, may_wait, sent_and_waiting
from outandback.rules.afterwards import day_of, evening_after, is_let_go, still_waits
from outandback.rules.pauses import NO_PAUSE, Pause
from outandback.rules.whereabouts import Outing, Whereabouts, still_offered, whereabouts

from .rows_near import beside_nothing, rows_near
from .times_together import NOTHING, AsTwo, as_two

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from outandback.vault.keyring import Keyring

Row = TypeVar("Row")


@dataclass(frozen=True)
class Now:
    """Everything that Today is about, for one person: own leaves, and what the partner told.
    `beside`: a row that knows what else is to be looked for. `in_rhythm`: own leaves that come
    round, near or not. `is_due`: the next one of these is to be planned."""

    what: Whereabouts
    outings: tuple[Outing, ...]
    rows: dict[UUID, Leave | HeadsUp]
    beside: Any = None
    in_rhythm: tuple[Leave, ...] = ()
    unfinished: Homecoming | None = None
    unanswered: Homecoming | None = None
    waiting: Telling | None = None
    window: Window | None = None
    windows: tuple[Window, ...] = ()
    evening: Homecoming | None = None
    let_go: Telling | None = None
    together: Telling | None = None
    kept: Telling | None = None
    for_you: tuple[SentLine, ...] = ()
    asks_for_sheet: bool = False
    is_due: bool = False
    season: Pause = NO_PAUSE
    as_two: AsTwo = NOTHING

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to do when one likes."""
        asked = None if self.season.is_on else self.unanswered
        rows = self.waiting, asked, self.window, self.evening, self.let_go, self.together
        return bool(self.for_you or self.asks_for_sheet or any(rows))

    @property
    def meanwhile(self) -> Meanwhile:
        """What can pass between the two, on any leave that is under way."""
        out = [row for row in self.rows.values() if row.is_out]
        return Meanwhile(*(_says(out, what) for what in ("called", "hello", "may_call")))

    @property
    def answered(self) -> list[Leave]:
        """Own leaves that the partner said something to."""
        own = (row for row in self.rows.values() if isinstance(row, Leave))
        return [leave for leave in own if answered_at(leave)]


def now_for(person: Person, mine: Membership | None, keyring: Keyring, at: datetime) -> Now:
    found = rows_near(person, mine, at)
    own = tuple(row for row in found.values() if isinstance(row, Leave) and comes_round(row))
    due = any(is_due(row, at) for row in own)
    rows = {name: row for name, row in found.items() if is_near(row, at)}
    outings = tuple(_outing(row) for row in rows.values())
    what, beside = whereabouts(outings, at), _last(found)
    now = Now(what, outings, rows, beside=beside, in_rhythm=own, is_due=due)
    return now if now.what.i_am_out else _with_what_waits(now, person, mine, keyring, at)


def _last(rows: dict[UUID, Leave | HeadsUp]) -> Leave | HeadsUp | None:
    return next(reversed(rows.values()), None)


def _says(rows: Iterable[Leave | HeadsUp], what: str) -> bool:
    return any(getattr(row, what, False) for row in rows)


def _with_what_waits(
    now: Now, person: Person, mine: Membership | None, keyring: Keyring, at: datetime
) -> Now:
    known = now.beside or beside_nothing(person, mine, at)
    season = pause_beside(known, "season", at, person.zone)
    homes = recent_homecomings(person, mine, at) if _shows_return(now, known, person, at) else []
    recent = [home for home in homes if still_offered(home.came_back_at, at, person.zone)]
    own = [home for home in recent if home.person_id == person.pk and home.settled_at is None]
    theirs = [home for home in recent if home.person_id != person.pk and not _answered(home)]
    if now.what.theirs:
        tellings, kept = waiting_and_kept(person, mine, at)
    else:
        tellings, kept = tellings_waiting_for(person, mine) if mine and known.unheard else [], None
    since = {telling: _waits_since(telling, keyring, person.zone) for telling in tellings}
    ready = [one for one, day in since.items() if still_waits(day, at, person.zone)]
    let_go = [one for one, day in since.items() if is_let_go(day, at, person.zone)]
    waiting = replace(
        now,
        beside=known,
        season=season,
        unfinished=_first(own),
        unanswered=_first(theirs),
        waiting=_first(ready),
        let_go=_first(let_go),
        **({} if season.is_on else _asked_for(now, homes, recent, person, at) | {"kept": kept}),
    )
    return _with_what_was_sent(waiting, person, mine, keyring, at) if mine else waiting


def _with_what_was_sent(
    now: Now, person: Person, mine: Membership, keyring: Keyring, at: datetime
) -> Now:
    """What the other one did for this person to find."""
    known = now.beside
    windows = windows_offered_to(person, mine, at) if known.offered else []
    two = as_two(mine, at, person.zone) if known.timed else NOTHING
    version, pictured = known.need_version or 0, known.pictured
    looked = Looked(person, mine, keyring, at, known.said, version, two.known, pictured)
    ahead = [leave for leave in now.answered if leave.is_ahead]
    asks = may_wait(looked, ahead, windows)
    opened = sent_and_opened_beside(keyring, known) if asks else frozenset()
    today = day_of(at, person.zone)
    return replace(
        now,
        windows=tuple(windows),
        window=_first([one for one in windows if mark_of(one) not in opened]),
        together=ten_minutes_on(mine, keyring, today, at) if known.named else None,
        for_you=tuple(sent_and_waiting(looked, ahead, opened)) if asks else (),
        as_two=two if now.what.theirs is None else replace(two, to_note=None),
    )


def _asked_for(
    now: Now, homes: list[Homecoming], recent: list[Homecoming], person: Person, at: datetime
) -> dict[str, Any]:
    """What nobody but the app asks for: it is left out in a season off."""
    own = [home for home in recent if home.person_id == person.pk]
    return {
        "evening": _evening_after(now, homes, at, person.zone),
        "asks_for_sheet": any(_answered(home, "asks_for_sheet") for home in own),
    }


def _answered(home: Homecoming, what: str = "checked_in") -> bool:
    return bool(getattr(home, what, False))


def _shows_return(now: Now, known: Any, person: Person, at: datetime) -> bool:
    """Whether the last return is still spoken of; where it is not, no earlier one is."""
    last: datetime | None = known.returned
    if last is None:
        return False
    evening = now.what.theirs is None and evening_after(last, at, person.zone)
    return bool(evening) or still_offered(last, at, person.zone)


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


def _first(rows: list[Row]) -> Row | None:
    return rows[0] if rows else None
