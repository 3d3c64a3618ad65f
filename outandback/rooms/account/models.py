from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import models

from outandback.rooms.people.models import Person


class Erasure(models.Model):
    """Somebody's account is erased at `due_at`, unless they call it off before."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)


@dataclass(frozen=True)
class UnderWay:
    """Since when the recovery sheet can be used, and when the account is erased."""

    sheet_from: datetime | None
    erased_at: datetime | None


@dataclass(frozen=True)
class WayIn:
    """Something of this person's that goes on working without the passphrase."""

    kind: str
    row: models.Model
    since: date
    called: str = ""

    @property
    def name(self) -> str:
        return f"{self.kind}:{self.row.pk}"
