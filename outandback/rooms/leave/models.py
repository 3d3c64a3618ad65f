from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from outandback.rooms.people.models import Pair, Person
from outandback.rooms.trips.models import Trip
from outandback.rules.care_check import Asked, asked_time
from outandback.rules.cover import Who
from outandback.rules.return_times import WALL as WALL
from outandback.rules.return_times import WallTime, instant, moved, wall_at
from outandback.rules.return_times import wall_time as wall_time
from outandback.ui.spoken import figures
from outandback.vault.fields import Sealed, SealedRow, SharedRow, To

SET_OUT, NEARLY = 0.02, 0.94
HOUR = timedelta(hours=1)
# Where a plan speaks of each care, but for time.
ASKED = {"intention": "settled", "meaning": "sort", "company": "company", "distance": "distance"}


@dataclass(frozen=True)
class When:
    """A leave by the clocks on the wall. `back` is None where there is no set time."""

    out: WallTime
    back: WallTime | None = None

    @property
    def hours(self) -> float | None:
        return (instant(self.back) - instant(self.out)) / HOUR if self.back else None

    def columns(self) -> dict[str, object]:
        out = {
            "out_at": instant(self.out),
            "out_wall": self.out.wall.strftime(WALL),
            "zone": self.out.zone,
        }
        return {**out, **back_columns(self.back, self.out.zone)}


def back_columns(back: WallTime | None, zone: str) -> dict[str, object]:
    """The promise to be back, as a leave keeps it."""
    if back is None:
        return {"back_at": None, "back_wall": "", "back_zone": zone}
    wall = back.wall.strftime(WALL)
    return {"back_at": instant(back), "back_wall": wall, "back_zone": back.zone}


@dataclass(frozen=True)
class Plan:
    """The five cares of one leave in the leaver's own words (time stands in the row).

    `needs`: what needs somebody meanwhile, and who has it (rules/cover.py has the keys).
    `work`: this leave is for work.
    `meet`, `meet_at`: on a trip, where and when the two meet after it, by the clock of its return.
    """

    intention: str = ""
    settled: str = ""
    meaning: str = ""
    not_about: str = ""
    sort: str = ""
    company: str = ""
    names: str = ""
    distance: str = ""
    where: str = ""
    cover: str = ""
    needs: dict[str, str] = field(default_factory=dict)
    work: bool = False
    meet: str = ""
    meet_at: str = ""

    def anew(self) -> Plan:
        """The same for another leave. Nobody has what needs somebody until they say so."""
        needs = dict.fromkeys(self.needs, Who.OPEN.value)
        return replace(self, cover="", needs=needs, meet="", meet_at="")


@dataclass(frozen=True)
class Shown:
    """What a heads-up shows the partner: the words, and the cares that the leaver chose to add.

    `needs`: what the partner is asked to have meanwhile. `work`, `meet`, `meet_at`: as in the plan,
    where they are told.
    """

    title: str = ""
    words: str = ""
    company: str = ""
    distance: str = ""
    meaning: str = ""
    reassurance: str = ""
    needs: list[str] = field(default_factory=list)
    work: bool = False
    meet: str = ""
    meet_at: str = ""


@dataclass(frozen=True)
class DoorAnswers:
    """0 to 10 at the door; None where it was passed. Towards whom the guilt is, and why."""

    guilt: int | None = None
    energy: int | None = None
    closeness: int | None = None
    says: str = ""
    to_whom: list[str] = field(default_factory=list)
    why: str = ""


def are_answers(said: Any) -> bool:
    """Whether something holds what DoorAnswers say: nobody read what a phone has sealed."""
    if not isinstance(said.to_whom, list):
        return False
    words = (said.says, said.why, *said.to_whom)
    scales = (said.guilt, said.energy, said.closeness)
    in_range = (one is None or (type(one) is int and 0 <= one <= 10) for one in scales)
    return all(isinstance(one, str) for one in words) and all(in_range)


@dataclass(frozen=True)
class Turned:
    """How a leave turned out for its person: all in all, and the guilt looking back; 0 to 10."""

    felt: int | None = None
    guilt: int | None = None


class Leave(SealedRow):
    """One planned time apart. Exists for its person alone until a heads-up is given.

    `promised_at` is when another time to be back was last promised than the one first planned.
    `trip`: hours of one's own in a trip of the pair.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    out_at = models.DateTimeField()
    out_wall = models.CharField(max_length=16)
    back_at = models.DateTimeField(null=True)
    back_wall = models.CharField(max_length=16, blank=True)
    zone = models.CharField(max_length=64)
    back_zone = models.CharField(max_length=64)
    planned_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)
    ideas_put_away = models.BooleanField(default=False)
    trip = models.ForeignKey(Trip, models.SET_NULL, null=True, related_name="+")
    plan = Sealed(Plan, "leave_leave.plan", to=To.EVERYDAY)

    class Meta:
        indexes = (
            models.Index(fields=["person", "returned_at"], name="leaves_by_return"),
            models.Index(fields=["person", "out_at"], name="leaves_by_start"),
            models.Index(fields=["person", "planned_at"], name="leaves_by_plan"),
            models.Index(fields=["person", "back_at"], name="leaves_by_end"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(begun_at__isnull=False, returned_at=None),
                name="out_once_at_a_time",
            ),
        )

    @property
    def is_out(self) -> bool:
        return self.begun_at is not None and self.returned_at is None

    @property
    def is_ahead(self) -> bool:
        return self.begun_at is None and self.called_off_at is None

    @property
    def when(self) -> When:
        """What was promised, by the clock on the wall: the instants follow from it."""
        out = wall_time(self.out_wall, self.zone, self.out_at)
        if self.back_at is None:
            return When(out)
        return When(out, wall_time(self.back_wall, self.back_zone, self.back_at))

    @property
    def skipped(self) -> list[tuple[str, str]]:
        """Promised clock times that clocks skip, each with the time that is meant instead."""
        promised = filter(None, (self.when.out, self.when.back))
        return [
            (figures(one.wall), figures(moved(one))) for one in promised if moved(one) != one.wall
        ]


class HeadsUp(SharedRow):
    """A leave as the partner knows it. Nothing of the leave itself is ever shown to them.

    `later` holds words that its teller corrected after the other had left: what was told stays as
    it was told.
    """

    WORDS = "shown"
    leave = models.OneToOneField(Leave, models.CASCADE, related_name="heads_up")
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    out_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True)
    zone = models.CharField(max_length=64)
    back_zone = models.CharField(max_length=64)
    begun_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)
    shown = Sealed(Shown, "leave_headsup.shown", to=To.PAIR, of="pair_id")
    later = Sealed(Shown, "leave_headsup.later", to=To.PAIR, of="pair_id")

    class Meta:
        indexes = (
            models.Index(fields=["pair", "returned_at"], name="heads_ups_by_return"),
            models.Index(fields=["pair", "out_at"], name="heads_ups_by_start"),
            models.Index(fields=["pair", "back_at"], name="heads_ups_by_end"),
        )

    @property
    def is_out(self) -> bool:
        return self.begun_at is not None and self.returned_at is None

    @property
    def is_ahead(self) -> bool:
        return self.begun_at is None and self.called_off_at is None


class AgreedFact(models.Model):
    """Said by one to the other, with its time: appended, never edited."""

    class FactKind(models.TextChoices):
        PLANNED = "planned"
        CHANGED = "changed"
        CALLED_OFF = "called off"
        RETURNED = "returned"

    id = models.BigAutoField(primary_key=True)
    heads_up = models.ForeignKey(HeadsUp, models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=10, choices=FactKind.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    out_at = models.DateTimeField(null=True)
    back_at = models.DateTimeField(null=True)


class DoorCheck(SealedRow):
    """How someone stood at the door, for their own eyes."""

    leave = models.OneToOneField(Leave, models.CASCADE, related_name="door_check")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    answers = Sealed(DoorAnswers, "leave_doorcheck.answers", to=To.PRIVATE)


class Outcome(SealedRow):
    """How a leave turned out, in the leave's own words: the door reads it before the next one."""

    leave = models.OneToOneField(Leave, models.CASCADE, related_name="outcome")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    turned = Sealed(Turned, "leave_outcome.turned", to=To.PRIVATE)


def asked_of(plan: Plan, when: When | None) -> Asked:
    """What a plan asks on the five cares, by the clock of the place that is left."""
    own = {care: getattr(plan, name) for care, name in ASKED.items()}
    if when is None:
        return Asked(**own)
    back = wall_at(instant(when.back), when.out.zone) if when.back else None
    nights, parts = asked_time(when.out.wall, back)
    return Asked(**own, hours=when.hours, nights=nights, parts=parts)


def progress(row: Leave | HeadsUp, at: datetime) -> float | None:
    """How much of the promised time has passed; None before it begins, 1 once back.

    Nobody is drawn home before they are. The pair's view counts from the agreed time of going,
    for when exactly someone went is theirs.
    """
    if row.begun_at is None:
        return None
    if row.returned_at is not None:
        return 1.0
    start = row.begun_at if isinstance(row, Leave) else row.out_at
    if row.back_at is None or row.back_at <= start:
        return NEARLY
    share = (at - start) / (row.back_at - start)
    return min(max(share, SET_OUT), NEARLY)
