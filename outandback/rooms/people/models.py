from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from outandback.vault.fields import Sealed, SealedRow, SharedRow, To
from outandback.vault.keys import EnvelopePlace
from outandback.vault.models import KeyRow, KeyRows

LOCK_MINUTES = 5  # until the private room locks, where its person set nothing else


@dataclass(frozen=True)
class Called:
    """What someone is called, by grown-ups and by children."""

    name: str
    by_children: str = ""


@dataclass(frozen=True)
class Ease:
    """How far feels easy today, what comes along, how strong guilt usually is (0 to 10), how much
    time of one's own is wished for, also in hours a week, and how much together. Every answer may
    be empty."""

    longest: str = ""
    comes_with: tuple[str, ...] = ()
    guilt: int | None = None
    wish: str = ""
    together: str = ""
    wish_hours: int | None = None


@dataclass(frozen=True)
class Pin:
    """The partner's fingerprint as compared by the two of them, in hex."""

    fingerprint: str


@dataclass(frozen=True)
class PairSecret:
    """The pair's first key, in hex, while an invitation waits."""

    key: str


@dataclass(frozen=True)
class Note:
    text: str = ""


@dataclass(frozen=True)
class Living:
    """How the two live: "one home", "two homes" or "apart"; empty where it was not said."""

    kind: str = ""


@dataclass(frozen=True)
class Rounds:
    """The traditions of a pair that come round: each its id, name, and rhythm; and its trips.

    `spun` is the day of the first new spin, in ISO form; without any the story need not ask.
    `trips`: those not over, and the last few, each its id, name, its `first` and `last` day, its
    version, and in whose ink and when it was made and last changed.
    """

    each: Sequence[Mapping[str, Any]] = ()
    spun: str = ""
    trips: Sequence[Mapping[str, str]] = ()


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, SealedRow):
    """Someone with an account. Alone, or in one pair at a time.

    `under_way`: a recovery or an erasure may be, so that Today need not ask in vain.
    """

    last_login = None  # nobody is told when someone was last here
    email = models.EmailField(unique=True, null=True)
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField()
    zone = models.CharField(max_length=64, default="UTC")
    language = models.CharField(max_length=8, default="en")
    lock_after = models.PositiveSmallIntegerField(default=LOCK_MINUTES)
    current = models.OneToOneField("Membership", models.SET_NULL, null=True, related_name="+")
    called = Sealed(Called, "people_person.called", to=To.EVERYDAY, of="id")
    ease = Sealed(Ease, "people_person.ease", to=To.PRIVATE, of="id")
    erased_on = models.DateField(null=True)
    under_way = models.BooleanField(default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = People()

    def __str__(self) -> str:
        return "a person"


class Pair(SharedRow):
    """Two people who practise together.

    `later` holds how the one who was left lives by now: what the two had said stays as it was.
    """

    WORDS = "living"
    began_on = models.DateField()
    living = Sealed(Living, "people_pair.living", to=To.PAIR, of="id")
    later = Sealed(Living, "people_pair.later", to=To.PAIR, of="id")


class Membership(SealedRow):
    """One person's part in a pair, from joining until one of the two left.

    `rounds` is a cache, filled by `keep_rounds` alone: what of the two's traditions comes round,
    for Today, and since when there are spins, for the story. `fingerprint` is that of the keys
    which this side had, where they are gone before the other knows of a parting.
    """

    class Ink(models.TextChoices):
        A = "a"
        B = "b"

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    other = models.OneToOneField("self", models.SET_NULL, null=True, related_name="+")
    ink = models.CharField(max_length=1, choices=Ink.choices)
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    called = Sealed(Called, "people_membership.called", to=To.PAIR, of="pair_id")
    fingerprint = models.BinaryField(null=True)
    pin = Sealed(Pin, "people_membership.pin", to=To.EVERYDAY)
    rounds = Sealed(Rounds, "people_membership.rounds", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["pair", "person"], name="once_in_a_pair"),
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(ended_at=None), name="one_pair_at_a_time"
            ),
        )

    @property
    def words_compared(self) -> bool:
        return self.pin is not None


class Parting(SealedRow):
    """One of the two left the pair. The other learns of it from `notice_at` on, while they are in
    it: who leaves without knowing that has a parting of their own, which nobody else reads."""

    pair = models.ForeignKey(Pair, models.CASCADE, related_name="partings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="partings")
    parted_at = models.DateTimeField()
    notice_at = models.DateTimeField()
    words = Sealed(Note, "people_parting.words", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["pair", "person"], name="parted_once"),)


class Invitation(KeyRow, SealedRow):
    """A pair in the making: its first key rests here under a code that the server does not keep.

    Once it was used, `secret` is the inviter's only copy of the key until they are here again.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="invitations")
    pair_id = models.UUIDField(default=uuid4)
    lookup = models.CharField(max_length=64, unique=True)
    box = models.BinaryField()
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    secret = Sealed(PairSecret, "people_invitation.secret", to=To.EVERYDAY)
    called = Sealed(Called, "people_invitation.called", to=To.PAIR, of="pair_id")
    objects = KeyRows["Invitation"].as_manager()

    def place(self) -> EnvelopePlace:
        """Where the key rests under the code."""
        return EnvelopePlace("people_invitation", "box", self.pk, self.person_id, 1)


class Device(models.Model):
    """A browser that has opened this person's keys before."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="devices")
    token_hash = models.CharField(max_length=64, unique=True)
    known_on = models.DateField()


class Recovery(models.Model):
    """A recovery sheet in use: on an unknown device it waits a day, and can be called off."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="recoveries")
    asked_at = models.DateTimeField()
    opens_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)


class HostCard(models.Model):
    """Who runs this server, in the words of whoever started here first."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=80)
    said_on = models.DateField()
