from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from outandback.people.models import Person
from outandback.vault.fields import Sealed, SealedRow, To


@dataclass(frozen=True)
class Sent:
    """A form as it came: its address, and each name with all that stood under it."""

    address: str = "/"
    fields: Sequence[tuple[str, Sequence[str]]] = ()


class Carried(SealedRow):
    """A form whose writer was signed out when they sent it.

    It comes as a letter, since their keys are closed, and becomes `sent` when they open again.
    `browser` is a hash of the cookie of the browser in which it was written.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    browser = models.CharField(max_length=64)
    came_at = models.DateTimeField()
    letter = Sealed(Sent, to=To.PRIVATE)
    sent = Sealed(Sent, to=To.EVERYDAY)

    class Meta:
        indexes = (models.Index(fields=["browser", "person"], name="carried_by_browser"),)
