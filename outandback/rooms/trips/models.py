from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db import models

from outandback.rooms.people.models import Pair, Person
from outandback.vault.fields import Sealed, SharedRow, To

if TYPE_CHECKING:
    from datetime import datetime

WORDS, LATER = "words", "later"


@dataclass(frozen=True)
class TripWords:
    """What a trip is called, where it goes, and when the two tell each other.

    `places`: each with `name`, `zone`, and its days, `first_on` and `last_on`; `tellings`: each
    with a day `on`, a wall time `at` in a `zone`, and `words`. Days are in ISO form. Without a name
    the trip was removed. `named_by`: the id of whoever wrote the name, where that is known.
    `changed_by`: the ink of whoever changed it last, and `changed_at` when, in ISO form.
    """

    name: str = ""
    places: Sequence[dict[str, str]] = ()
    tellings: Sequence[dict[str, str]] = ()
    named_by: str = field(default="", compare=False)
    changed_by: str = ""
    changed_at: str = ""

    def __post_init__(self) -> None:
        """What comes out of the seal, where these are lists, is what went in."""
        object.__setattr__(self, "places", tuple(self.places))
        object.__setattr__(self, "tellings", tuple(self.tellings))

    def changed(self, ink: str, at: datetime) -> TripWords:
        return replace(self, changed_by=ink, changed_at=at.isoformat())

    def says_as(self, other: TripWords) -> bool:
        """The same, whoever wrote it."""
        own = replace(self, changed_by=other.changed_by, changed_at=other.changed_at)
        return own == other


def telling_key(telling: dict[str, str]) -> str:
    """One time at which the two tell each other, as a form names it."""
    return " ".join(telling[name] for name in ("on", "at", "zone"))


@dataclass(frozen=True)
class Days:
    """The plain part of a trip. `zone` is that of its first place."""

    first: date
    last: date
    zone: str

    def columns(self, beside: str = "") -> dict[str, object]:
        return {
            f"{beside}first_on": self.first,
            f"{beside}last_on": self.last,
            f"{beside}zone": self.zone,
        }


class Trip(SharedRow):
    """Some days that a pair spends together somewhere else, with hours of one’s own in them.

    `later` and the days beside it hold what the one who was left made of it: what both had stays
    as it was. `later` without days beside it: they removed it.
    """

    WORDS = "words"
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    first_on = models.DateField()
    last_on = models.DateField()
    zone = models.CharField(max_length=64)
    later_first_on = models.DateField(null=True)
    later_last_on = models.DateField(null=True)
    later_zone = models.CharField(max_length=64, blank=True)
    words = Sealed(TripWords, "trips_trip.words", to=To.PAIR, of="pair_id")
    later = Sealed(TripWords, "trips_trip.later", to=To.PAIR, of="pair_id")

    class Meta:
        indexes = (models.Index(fields=["pair", "first_on"], name="trips_by_day"),)

    def days(self, column: str) -> Days:
        """As they stand beside the words in this column."""
        if column == LATER and self.words and self.later_first_on and self.later_last_on:
            return Days(self.later_first_on, self.later_last_on, self.later_zone)
        return Days(self.first_on, self.last_on, self.zone)

    def column_for(self, *, was_left: bool) -> str:
        """Which of the two somebody reads: where they were left, what was made of it since."""
        return LATER if self.later and was_left else WORDS


def named_by(trip: Trip, words: TripWords) -> str:
    """Whose name it has; empty where nobody knows. Before it was kept, its maker is known to have
    written it where nothing was changed since."""
    maker = str(trip.person_id) if trip.row_version == 1 else ""
    return words.named_by or maker
