from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from outandback.rooms.people.models import Pair, Person
from outandback.vault.fields import Sealed, SealedRow, To


@dataclass(frozen=True)
class Opened:
    """Tellings by their id, in hex; and what else was sent, by its mark."""

    tellings: Sequence[str] = ()
    sent: Sequence[str] = ()


class Listening(SealedRow):
    """What somebody opened of the other's, in one pair; one row, however much."""

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    opened = Sealed(Opened, "hearing_listening.opened", to=To.EVERYDAY)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["pair", "person"], name="one_listening_in_a_pair"),
        )
