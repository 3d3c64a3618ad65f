from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from outandback.vault.fields import Sealed, SealedRow, To


@dataclass(frozen=True)
class TakenStep:
    """Which step it is, and its size as it was then."""

    key: str
    size: int


@dataclass(frozen=True)
class Stands:
    """What it was like on a day (in ISO form), and whether the ladder is put away."""

    feeling: str = ""
    stopped: bool = False
    on: str = ""


class Step(SealedRow):
    """A small leave taken from the ladder. Which one it is stays private, as all of the ladder."""

    leave = models.OneToOneField(Leave, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    taken = Sealed(TakenStep, "ladder_step.taken", to=To.PRIVATE)


class Standing(SealedRow):
    """How the ladder stands for one person."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    said = Sealed(Stands, "ladder_standing.said", to=To.PRIVATE)
