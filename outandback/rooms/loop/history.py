"""What leaves were like, as far as one of the two may see it, for the statistics.

One's own answers come from the private room. Of the other one's there are those that they shared,
and their leaves stand as they were promised.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Value

from outandback.insight.history import History, LivedLeave, Rating
from outandback.rooms.afterwards.models import AfterAnswers, EveningAfter
from outandback.rooms.comeback.models import CheckIn, HomeAnswers, Telling
from outandback.rooms.leave.models import DoorAnswers
from outandback.rooms.quiet.models import EveningAnswers, EveningCheck
from outandback.rooms.spans.queries import left_out, own_spans
from outandback.rooms.trips.models import Days
from outandback.rooms.trips.queries import was_left
from outandback.vault.fields import sealed_field

from .left_out import as_times
from .queries import HEADS_UP, HOME, own_homes, told_homes
from .visibility import readable_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

    from outandback.rooms.comeback.models import Homecoming
    from outandback.rooms.people.models import Membership, Person
    from outandback.rooms.spans.queries import OpenedSpan
    from outandback.rooms.trips.models import Trip
    from outandback.vault.keyring import Keyring

A_MONDAY, A_DAY, A_WHOLE_DAY = date(2024, 1, 1), 86_400, timedelta(days=1)
POINTS = "closeness", "energy", "loneliness"
TRIP = tuple(
    f"leave__trip__{name}"
    for name in ("first_on", "last_on", "zone", "later_first_on", "later_last_on", "later_zone")
)
EVENING, UNSAID = time(21), timedelta(hours=3)
ON_TIME = timedelta(minutes=15)
# As the statistics know places and company; what is not named here is not said.
DISTANCE = {"corner": 0, "town": 1, "hour": 2, "signal": 3, "country": 3}
COMPANY = {"nobody": 0, "both": 1, "own": 1, "family": 1, "group": 2, "new": 3, "past": 1}
NEAR, ALONE = DISTANCE["town"], COMPANY["nobody"]
TOLD, TAUGHT, SHOWN, GIVEN = 1, 2, 3, 4
LANDED = {"yes": 9.0, "partly": 6.0, "no": 2.0}
SOURCES: dict[type[object], str] = {
    DoorAnswers: "before",
    HomeAnswers: "return",
    EveningAnswers: "evening at home",
    AfterAnswers: "evening after",
}
OWN = ("came_back_at", "leave__person", "leave__out_at", "leave__begun_at", "leave__back_at")
OWN_WORDS = ("leave__plan", "leave__door_check__person", "leave__door_check__answers")


def history_of(
    person: Person,
    side: Membership | None,
    keyring: Keyring,
    spans: Iterable[OpenedSpan] | None = None,
) -> History:
    """For the one who reads, leaves in the order in which they ended. `spans`: theirs, where they
    were asked for already. Raises Closed in a closed room."""
    gathered = _Gathered(person, side, keyring)
    leaves = sorted((*gathered.own(), *gathered.told()), key=lambda one: (one.back, one.out))
    ratings = tuple(gathered.ratings())
    marked = own_spans(person, keyring) if spans is None else spans
    without = as_times(left_out(marked), gathered.first)
    return History(tuple(leaves), ratings, tuple(gathered.trips()), without)


def start_of(person: Person) -> datetime:
    """Since when times are counted: a Monday, by the clock of the reader."""
    return datetime.combine(A_MONDAY, time(), ZoneInfo(person.zone))


@dataclass
class _Gathered:
    person: Person
    side: Membership | None
    keyring: Keyring
    said: list[tuple[datetime, bool, Any]] = field(default_factory=list)
    of_trips: dict[UUID, Trip] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.zone = ZoneInfo(self.person.zone)
        self.first = start_of(self.person)
        self.answers = self._answers()
        self.tellings = self._tellings()

    def own(self) -> Iterator[LivedLeave]:
        homes = own_homes(self.person, self.side).select_related("leave__door_check", "leave__trip")
        for home in homes.only(*OWN, *OWN_WORDS, *TRIP):
            leave, plan = home.leave, self.keyring.open(home.leave, "plan")
            out, back = leave.begun_at or leave.out_at, home.came_back_at
            check = getattr(leave, "door_check", None)
            door = self.keyring.open(check, "answers") if check else None
            self._rated(out, own=True, said=door)
            mine, theirs = self._at_home(home, back)
            yield self._leave(
                home,
                (out, back),
                own=True,
                words=plan,
                felt=(mine.felt, theirs.felt),
                guilt_at_door=door.guilt if door else None,
                guilt_looking_back=mine.guilt,
                on_time=_on_time(back, leave.back_at),
            )

    def told(self) -> Iterator[LivedLeave]:
        """By the times that were promised: neither when they went nor when they came back is
        anything that follows from."""
        homes = told_homes(self.side).select_related("leave__heads_up", "leave__trip")
        for home in homes.only(*HOME, *HEADS_UP, *TRIP):
            told = getattr(home.leave, "heads_up", None)
            if told is None or not self.side or told.pair_id != self.side.pair_id:
                continue
            back = told.back_at or told.out_at + UNSAID
            mine, theirs = self._at_home(home, back)
            words = self.keyring.open_if_possible(told, "shown")
            times = told.out_at, back
            yield self._leave(home, times, own=False, words=words, felt=(mine.felt, theirs.felt))

    def ratings(self) -> Iterator[Rating]:
        """To be asked last: leaves have answers at their door and at their return."""
        for on, said in self._evenings():
            self._rated(datetime.combine(on, EVENING, self.zone), own=True, said=said)
        for at, own, said in sorted(self.said, key=lambda one: one[:2]):
            yield Rating(self._days(at), own, *_points(said), source=SOURCES[type(said)])

    def trips(self) -> Iterator[tuple[float, float]]:
        """Those with hours of somebody's own in them, by the clock of their first place, from the
        first day to the end of the last. To be asked after the leaves."""
        left = self.side is not None and was_left(self.side)
        for trip in self.of_trips.values():
            days = _days_of(trip, left=left)
            ends = days.first, days.last + A_WHOLE_DAY
            first, last = (datetime.combine(day, time(), ZoneInfo(days.zone)) for day in ends)
            yield self._days(first), self._days(last)

    def _evenings(self) -> Iterator[tuple[date, Any]]:
        """Of both kinds, with one question."""
        kinds: tuple[type[EveningCheck] | type[EveningAfter], ...] = EveningCheck, EveningAfter
        asked = [
            kind.objects.filter(person=self.person, answers__isnull=False)
            .annotate(kind=Value(number))
            .values_list("kind", "pk", "evening_on", "answers")
            for number, kind in enumerate(kinds)
        ]
        for number, row, on, held in asked[0].union(asked[1], all=True):
            column = sealed_field(kinds[number], "answers")
            yield (
                on,
                column.unpack(self.keyring.read_held(column, row, self.person.pk, bytes(held))),
            )

    def _leave(
        self,
        home: Homecoming,
        times: tuple[datetime, datetime],
        *,
        own: bool,
        words: Any,
        **said: Any,
    ) -> LivedLeave:
        channel, landed = self._told(home.pk)
        trip = home.leave.trip
        if trip:
            self.of_trips[trip.pk] = trip
        out, back = map(self._days, times)
        return LivedLeave(
            out,
            back,
            own,
            distance=DISTANCE.get(words.distance, NEAR) if words else NEAR,
            company=COMPANY.get(words.company, ALONE) if words else ALONE,
            work=bool(words and words.work),
            channel=channel,
            landed=landed,
            trip=trip is not None,
            **said,
        )

    def _at_home(self, home: Homecoming, back: datetime) -> tuple[HomeAnswers, HomeAnswers]:
        """What the reader and the other one answered, as far as it is to be seen."""
        mine, theirs = (self.answers.get((home.pk, own)) for own in (True, False))
        for own, said in ((True, mine), (False, theirs)):
            self._rated(back, own=own, said=said)
        return mine or HomeAnswers(), theirs or HomeAnswers()

    def _rated(self, at: datetime, *, own: bool, said: Any) -> None:
        if said and any(points is not None for points in _points(said)):
            self.said.append((at, own, said))

    def _answers(self) -> dict[tuple[UUID, bool], HomeAnswers]:
        """By return, and whether it is the reader's. What the other kept is not even fetched."""
        own = CheckIn.objects.filter(person=self.person)
        found = {(row.homecoming_id, True): self.keyring.open(row, "answers") for row in own}
        shared = self._shared()
        return found | {
            (row.homecoming_id, False): self.keyring.open(row, "shared") for row in shared
        }

    def _shared(self) -> Iterable[CheckIn]:
        if self.side is None:
            return []
        theirs = CheckIn.objects.filter(pair=self.side.pair_id).exclude(person=self.person)
        return theirs.exclude(shared=None).defer("answers")

    def _tellings(self) -> dict[UUID, list[Telling]]:
        """By return. How a telling landed is its teller's own."""
        found: dict[UUID, list[Telling]] = {}
        rows = Telling.objects.filter(readable_by(self.person, self.side))
        for row in rows.select_related("landing").order_by("told_at", "pk"):
            found.setdefault(row.homecoming_id, []).append(row)
        return found

    def _told(self, home: UUID) -> tuple[int, float | None]:
        """By what was told first, and how well that landed, if its teller is the reader."""
        for row in self.tellings.get(home, []):
            told = self.keyring.open(row, "told")
            landing = getattr(row, "landing", None)
            own = landing if landing and landing.person_id == self.person.pk else None
            felt = self.keyring.open(own, "felt") if own else None
            return _channel(told), LANDED.get(felt.how) if felt else None
        return 0, None

    def _days(self, at: datetime) -> float:
        """Days since a Monday, by the clock of the reader."""
        return (at.timestamp() - self.first.timestamp()) / A_DAY


def _days_of(trip: Trip, *, left: bool) -> Days:
    """As a reader knows them: where they were left, as they changed them since."""
    if left and trip.later_first_on and trip.later_last_on:
        return Days(trip.later_first_on, trip.later_last_on, trip.later_zone)
    return Days(trip.first_on, trip.last_on, trip.zone)


def _points(said: Any) -> tuple[int | None, ...]:
    return tuple(getattr(said, name, None) for name in POINTS)


def _channel(told: Any) -> int:
    ways = {"teach": TAUGHT, "give": GIVEN}
    return ways.get(told.way, SHOWN if told.photo else TOLD)


def _on_time(back: datetime, promised: datetime | None) -> float | None:
    return None if promised is None else float(back <= promised + ON_TIME)
