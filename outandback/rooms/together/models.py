from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db import models

from outandback.rooms.people.models import Note, Pair, Person
from outandback.rules.return_times import WALL, instant, wall_time
from outandback.rules.times_together import Hours, TimeHeld
from outandback.vault.fields import Sealed, SealedRow, SharedRow, To

if TYPE_CHECKING:
    from datetime import datetime

TIMES = ("starts_at", "starts_wall", "ends_at", "ends_wall", "zone")


@dataclass(frozen=True)
class RitualWords:
    """What the two do, in the words of whoever of them wrote it last."""

    text: str = ""


@dataclass(frozen=True)
class Put:
    """A small idea as its writer put it: which of the three it is, and the words."""

    kind: str = ""
    text: str = ""


@dataclass(frozen=True)
class TogetherWords:
    """What a time together is. Without a title nothing is planned in it, which is a full answer."""

    title: str = ""


class Ritual(SealedRow):
    """What a pair does at parting, or at coming back. Without words it was taken away.

    `alone`: written by the one who was left, for themselves; what the two had stays as it was.
    """

    class RitualKind(models.TextChoices):
        PARTING = "parting"
        RETURN = "return"

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=RitualKind.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    alone = models.BooleanField(default=False)
    words = Sealed(RitualWords, "together_ritual.words", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["pair", "kind", "alone"], name="one_ritual_of_a_kind"),
        )


class Idea(SharedRow):
    """Something small for a time out that one of the two thought of, for both to draw from.

    `later` holds what its writer made of it after the other had left: what both had stays as it
    was. Without text it was taken away.
    """

    WORDS = "words"
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = Sealed(Put, "together_idea.words", to=To.PAIR, of="pair_id")
    later = Sealed(Put, "together_idea.later", to=To.PAIR, of="pair_id")


class TimeTogether(SharedRow):
    """Time as two that one of them put in, once or every so many weeks: by the clock on the wall.

    These times stay as they were put in. Whatever becomes of them is a `TogetherFact`.
    """

    WORDS = "words"
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    put_at = models.DateTimeField()
    starts_at = models.DateTimeField()
    starts_wall = models.CharField(max_length=16)
    ends_at = models.DateTimeField(null=True)
    ends_wall = models.CharField(max_length=16, blank=True)
    zone = models.CharField(max_length=64)
    weeks = models.PositiveSmallIntegerField(default=0)
    ends_on = models.DateField(null=True)
    words = Sealed(TogetherWords, "together_timetogether.words", to=To.PAIR, of="pair_id")
    later = Sealed(TogetherWords, "together_timetogether.later", to=To.PAIR, of="pair_id")

    class Meta:
        indexes = (models.Index(fields=["pair", "starts_at"], name="times_together_by_start"),)

    @property
    def held(self) -> TimeHeld:
        return TimeHeld(_hours(self), self.weeks, self.ends_on)


class TogetherFact(SharedRow):
    """What one of the two did about a time together: appended, and never edited.

    `on`: which of them it is about, by the day on which that was to be; None is all that come.
    `words` are a few of whoever noted that the two had it.
    """

    class Deed(models.TextChoices):
        COUNTED_IN = "counted in"
        MOVED = "moved"
        TAKEN_OUT = "taken out"
        HAD = "had"

    WORDS = "words"
    row = models.ForeignKey(TimeTogether, models.CASCADE, related_name="facts")
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    did = models.CharField(max_length=10, choices=Deed.choices)
    said_at = models.DateTimeField()
    on = models.DateField(null=True)
    starts_at = models.DateTimeField(null=True)
    starts_wall = models.CharField(max_length=16, blank=True)
    ends_at = models.DateTimeField(null=True)
    ends_wall = models.CharField(max_length=16, blank=True)
    zone = models.CharField(max_length=64, blank=True)
    words = Sealed(Note, "together_togetherfact.words", to=To.PAIR, of="pair_id")
    later = Sealed(Note, "together_togetherfact.later", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["row", "on"], condition=models.Q(did="had"), name="noted_once_a_day"
            ),
            models.UniqueConstraint(
                fields=["row", "person"],
                condition=models.Q(did="counted in"),
                name="counted_in_once",
            ),
        )


def hours_in(fact: TogetherFact) -> Hours | None:
    """None where a fact says no time."""
    return _hours(fact) if fact.starts_at else None


def _hours(row: TimeTogether | TogetherFact) -> Hours:
    start = wall_time(row.starts_wall, row.zone, cast("datetime", row.starts_at))
    end = wall_time(row.ends_wall, row.zone, row.ends_at) if row.ends_at else None
    return Hours(start, end)


def hours_columns(hours: Hours) -> dict[str, object]:
    start, end = hours.start, hours.end
    begins = (instant(start), start.wall.strftime(WALL))
    ends = (instant(end), end.wall.strftime(WALL)) if end else (None, "")
    return dict(zip(TIMES, (*begins, *ends, start.zone), strict=True))
