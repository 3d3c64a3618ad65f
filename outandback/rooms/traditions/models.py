from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models

from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.people.models import Pair, Person
from outandback.rules.rhythm import Every, Rhythm
from outandback.vault.fields import Sealed, SharedRow, To


@dataclass(frozen=True)
class Way:
    """A tradition in the two's words: its name, the old way, and when it comes round.

    `first` is a day in ISO form. `hands`: the inks of those who wrote here. Without a name it was
    taken down.
    """

    name: str = ""
    old: str = ""
    every: str = ""
    number: int = 1
    first: str = ""
    hands: Sequence[str] = ()

    @property
    def rhythm(self) -> Rhythm | None:
        if not self.every:
            return None
        return Rhythm(Every(self.every), self.number, date.fromisoformat(self.first))


@dataclass(frozen=True)
class Twist:
    """A new spin in its bringer's words. Without any it was taken away."""

    text: str = ""


class Tradition(SharedRow):
    """Something that a pair does again and again.

    `later` holds what the one who was left made of it: what both had stays as it was.
    """

    WORDS = "words"
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = Sealed(Way, "traditions_tradition.words", to=To.PAIR, of="pair_id")
    later = Sealed(Way, "traditions_tradition.later", to=To.PAIR, of="pair_id")


class Spin(SharedRow):
    """A new spin on a tradition, and the leave it grew out of, as both of the pair know it.

    `later_heads_up` is that of `later`, where both had the spin before.
    """

    WORDS = "words"
    tradition = models.ForeignKey(Tradition, models.CASCADE, related_name="spins")
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    heads_up = models.ForeignKey(HeadsUp, models.SET_NULL, null=True, related_name="+")
    later_heads_up = models.ForeignKey(HeadsUp, models.SET_NULL, null=True, related_name="+")
    added_on = models.DateField()
    words = Sealed(Twist, "traditions_spin.words", to=To.PAIR, of="pair_id")
    later = Sealed(Twist, "traditions_spin.later", to=To.PAIR, of="pair_id")

    class Meta:
        indexes = (models.Index(fields=["pair", "added_on"], name="spins_by_day"),)
