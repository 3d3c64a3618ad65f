from __future__ import annotations

from uuid import uuid4

from django.db import models

from outandback.rooms.people.models import Person


class Erasure(models.Model):
    """Somebody's account is erased at `due_at`, unless they call it off before."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
