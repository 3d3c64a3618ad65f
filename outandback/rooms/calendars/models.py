from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from django.db import models

from outandback.rooms.people.models import Pair, Person
from outandback.vault.fields import Sealed, SealedBytes, SealedRow, SharedRow, To
from outandback.vault.keys import EnvelopePlace


@dataclass(frozen=True)
class Named:
    """What a person calls a calendar, and where it is, for their own eyes."""

    name: str = ""
    address: str = ""
    user: str = ""


@dataclass(frozen=True)
class Access:
    """What the program needs to read a calendar while nobody is signed in.

    `public` and `generation` are the key that what it read is sealed to, as it was proven when
    its owner was there. `token` is what the calendar called its newest state.
    """

    address: str = ""
    user: str = ""
    password: str = ""
    public: str = ""
    generation: int = 1
    token: str = ""

    @property
    def written(self) -> bytes:
        return json.dumps(asdict(self)).encode()


class Source(SealedRow):
    """A calendar that somebody brought in. Of what is in it only busy times are kept.

    `times` is what its owner has taken in; `arrived` is newer, a letter to their everyday key by
    the program. `box` is the way there under the server key. `asked`: its owner waits for it.
    """

    class SourceKind(models.TextChoices):
        FILE = "file"
        ADDRESS = "address"
        ACCOUNT = "account"

    class ReadTrouble(models.TextChoices):
        PASSWORD = "password"  # noqa: S105  a word
        NOT_FOUND = "missing"
        OWN_NETWORK = "own network"
        UNREACHABLE = "unreachable"
        TOO_LARGE = "too large"
        NO_CALENDAR = "no calendar"
        TOO_MUCH = "too much"
        TOO_SLOW = "too slow"
        KEY = "key"

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=7, choices=SourceKind.choices)
    named = Sealed(Named, "calendars_source.named", to=To.EVERYDAY)
    times = SealedBytes("calendars_source.times", to=To.EVERYDAY)
    arrived = models.BinaryField(null=True)
    box = models.BinaryField(default=bytes)
    shared = models.BooleanField(default=False)
    made_on = models.DateField()
    read_on = models.DateField(null=True)
    trouble = models.CharField(max_length=11, choices=ReadTrouble.choices, blank=True)
    asked = models.BooleanField(default=False)
    due_at = models.DateTimeField(null=True, db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    def box_place(self) -> EnvelopePlace:
        return EnvelopePlace("calendars_source", "box", self.id, self.person_id, 1)

    def letter_place(self) -> EnvelopePlace:
        return EnvelopePlace("calendars_source", "arrived", self.id, self.person_id, 1)


class SharedBusy(SharedRow):
    """When one of the two is busy, as they share it: of all that they share one list of times, by
    which nobody can tell how many calendars it is from.

    `later` holds what the one who was left shares after that, with nobody.
    """

    WORDS = "times"
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    times = SealedBytes("calendars_sharedbusy.times", to=To.PAIR, of="pair_id")
    later = SealedBytes("calendars_sharedbusy.later", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["pair", "person"], name="one_busy_row_a_side"),
        )
