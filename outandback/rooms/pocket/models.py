from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import models

from outandback.rooms.people.models import Person


class Did(models.TextChoices):
    """What somebody can do without a network."""

    OUT = "out"
    NOW = "now"
    LATE = "late"
    BACK = "back"


@dataclass(frozen=True)
class AtDoor:
    """What somebody answered at the door: the name of its row, and the answers sealed to them."""

    id: UUID
    sealed: bytes


@dataclass(frozen=True)
class PhoneCommand:
    """A command as it comes out of its seal: what was done, on which leave, and when. Somebody who
    goes at once names the leave that is made by it.

    `back` is the new promise of somebody running late; `door` goes along with setting out.
    """

    kind: Did
    leave: UUID
    at: datetime
    back: datetime | None = None
    door: AtDoor | None = None


@dataclass(frozen=True)
class Arriving:
    """A moment of a leave, or a piece of a moment: named by the phone, and sealed to its person."""

    id: UUID
    of: UUID
    sealed: bytes


class Token(models.Model):
    """What lets a phone hand in moments of its person without signing in, and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()


class Command(models.Model):
    """A command that was carried out, remembered for sixty days; done again, it changes nothing."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    client_id = models.UUIDField()
    arrived_on = models.DateField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "client_id"], name="a_command_acts_once"),
        )
