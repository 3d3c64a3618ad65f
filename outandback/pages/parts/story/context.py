from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from outandback.pages.parts.sent.context import opens_words
from outandback.rooms.hearing.queries import all_opened
from outandback.rooms.loop.queries import PAGE
from outandback.rooms.people.queries import name_of
from outandback.rooms.traditions.queries import (
    IN_THE_STORY,
    spins_of,
    spins_of_days,
    twist_of,
    way_of,
)
from outandback.rooms.trips import queries as trips
from outandback.rooms.trips.models import TripWords
from outandback.rules.return_times import wall_at
from outandback.rules.text_direction import isolated
from outandback.ui.drawing import other_ink
from outandback.ui.spoken import counted
from outandback.ui.templatetags.times import zone_here

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outandback.rooms.hearing.models import Opened
    from outandback.rooms.loop.queries import Chapter
    from outandback.rooms.people.models import Membership
    from outandback.rooms.traditions.models import Spin
    from outandback.rooms.trips.models import Days, Trip
    from outandback.vault.keyring import Keyring
    from outandback.web.requests import PersonRequest


@dataclass(frozen=True)
class Turn:
    """A new spin on a tradition, among the leaves: at the end of its day."""

    spin: Spin
    tradition: str
    text: str
    name: str
    ink: str

    @property
    def at(self) -> datetime:
        ended = datetime.combine(self.spin.added_on, time.max)
        return ended.replace(tzinfo=timezone.get_current_timezone())

    @property
    def row_id(self) -> UUID:
        return self.spin.pk

    @property
    def out_at(self) -> datetime:
        return self.at

    @property
    def place(self) -> str:
        return ""


@dataclass(frozen=True)
class TripTurn:
    """A trip that is over, among the leaves: at the end of its last day. `address`: where it can
    still be looked at."""

    trip: Trip
    days: Days
    name: str
    places: str
    address: str

    @property
    def at(self) -> datetime:
        ended = datetime.combine(self.days.last, time.max)
        return ended.replace(tzinfo=timezone.get_current_timezone())

    @property
    def row_id(self) -> UUID:
        return self.trip.pk

    @property
    def out_at(self) -> datetime:
        return self.at

    @property
    def place(self) -> str:
        return ""


if TYPE_CHECKING:
    Standing = Chapter | Turn | TripTurn


class Names(dict[UUID, str]):
    """What partners are called, each opened once a page."""

    def __init__(self, keyring: Keyring) -> None:
        self.keyring = keyring

    def of(self, side: Membership) -> str:
        if side.pk not in self:
            self[side.pk] = name_of(self.keyring, side.other)
        return self[side.pk]


def name_all(request: PersonRequest, side: Membership | None, chapters: Iterable[Chapter]) -> None:
    """Who went, in whose ink of this pair, and who answered. What the other one said is read
    there."""
    opened = open_those_heard(request.keyring, chapters)
    names = Names(request.keyring)
    mine = side.ink if side else "a"
    for chapter in chapters:
        chapter.ink = other_ink(mine) if chapter.side else mine
        if chapter.side:
            chapter.name = names.of(chapter.side)
            continue
        for line in chapter.lines:
            line.listener = names.of(line.side)
    if side:
        read_words(request, side, chapters, opened)


def open_those_heard(keyring: Keyring, chapters: Iterable[Chapter]) -> Opened | None:
    """What a listener said that they can hear, though they have not answered, stands open. All that
    they opened is handed on, where it was asked for; a story is that of one pair."""
    waiting = [line for one in chapters for line in one.lines if not line.open]
    if not waiting:
        return None
    opened = all_opened(keyring, waiting[0].telling.pair_id)
    for line in waiting:
        line.open = line.telling.pk.hex in opened.tellings
    return opened


def read_words(
    request: PersonRequest,
    side: Membership,
    chapters: Iterable[Chapter],
    opened: Opened | None = None,
) -> None:
    """A page that draws these chapters shows what was said back in them, and what was answered."""
    lines = [line for one in chapters for line in one.lines if line.open]
    said = [row for line in lines for row in (line.reception, line.reply)]
    opens_words(request, side.pair_id, said, opened)


def turns_among(
    request: PersonRequest, side: Membership | None, chapters: list[Chapter], latest: bool
) -> tuple[list[Turn], bool]:
    """The spins of the days that a page is about, and whether the shelf holds more of these days.

    A page reaches from its first leave, the latest one to now, down to that of the next page.
    """
    if side is None:
        return [], False
    until = date.max if latest or not chapters else _day(chapters[0])
    after = _day(chapters[PAGE]) if len(chapters) > PAGE else date.min
    names = Names(request.keyring)
    found = spins_of_days(side, request.keyring, after, until)
    turns = [_turn(request, side, spin, names) for spin in found[:IN_THE_STORY]]
    return [one for one in turns if one.text and one.tradition], len(found) > IN_THE_STORY


def trips_among(
    request: PersonRequest, side: Membership | None, chapters: list[Chapter], latest: bool
) -> list[TripTurn]:
    """The trips that ended on the days that a page is about. What was told of hours in one names
    it."""
    if side is None:
        return []
    named = trips.names_of_trips(side, request.keyring)
    for chapter in chapters if named else ():
        if chapter.leave or chapter.heads_up:
            chapter.trip = named.get(str(chapter.home.leave.trip_id), "")
    yesterday = timezone.localdate() - timedelta(days=1)
    until = yesterday if latest or not chapters else min(_day(chapters[0]), yesterday)
    after = _day(chapters[PAGE]) if len(chapters) > PAGE else date.min
    return trips_over(request, side, after, until)


def trips_over(
    request: PersonRequest, side: Membership, after: date, until: date
) -> list[TripTurn]:
    """Those that have words and whose last day is later than one day, and no later than another."""
    found = trips.trips_over(side, request.keyring, after, until)
    turns = [trip_turn(request, side, row) for row in found]
    return [one for one in turns if one.name]


def trip_turn(request: PersonRequest, side: Membership, row: Trip) -> TripTurn:
    words = trips.words_known(side, request.keyring, row) or TripWords()
    places = counted(
        list(dict.fromkeys(isolated(one["name"]) for one in words.places if one["name"]))
    )
    days = trips.days_known(side, row)
    address = reverse("trip", args=[row.pk]) if side == request.membership else ""
    return TripTurn(row, days, words.name, places, address)


def turns_of(request: PersonRequest, side: Membership | None) -> list[Turn]:
    """All new spins that this person may read, in one pair, the newest first."""
    names, found = Names(request.keyring), spins_of(side, request.keyring) if side else []
    turns = [_turn(request, side, spin, names) for spin in found] if side else []
    return [one for one in turns if one.text and one.tradition]


def _turn(request: PersonRequest, side: Membership, spin: Spin, names: Names) -> Turn:
    mine, keyring = side.ink, request.keyring
    own = spin.person_id == request.user.pk
    return Turn(
        spin,
        way_of(keyring, spin.tradition).name,
        twist_of(keyring, spin).text,
        *((gettext("You"), mine) if own else (names.of(side), other_ink(mine))),
    )


def _day(chapter: Chapter) -> date:
    return wall_at(chapter.at, zone_here()).date()
