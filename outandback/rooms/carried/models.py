from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from outandback.rooms.people.models import Person
from outandback.vault.fields import Sealed, SealedRow, To
from outandback.vault.keys import EnvelopePlace


@dataclass(frozen=True)
class Sent:
    """A form as it came: its address, and each name with all that stood under it."""

    address: str = "/"
    fields: Sequence[tuple[str, Sequence[str]]] = ()


class Carried(SealedRow):
    """A form whose writer was signed out when they sent it, or has four words to compare first.

    While their keys are closed it rests in `box`, under the cookie of the browser in which it was
    written, and becomes `sent` when they open again. `browser` is a hash of that cookie.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    browser = models.CharField(max_length=64)
    came_at = models.DateTimeField()
    box = models.BinaryField(null=True)
    sent = Sealed(Sent, "carried_carried.sent", to=To.EVERYDAY)

    class Meta:
        indexes = (models.Index(fields=["browser", "person"], name="carried_by_browser"),)

    def place(self) -> EnvelopePlace:
        return EnvelopePlace("carried_carried", "box", self.pk, self.person_id, self.row_version)


class Unsent(SealedRow):
    """What stands half-written in a form, as its page hands it in at each pause.

    `about` is a hash of its page and form. What is for the private room is sealed for it.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    about = models.CharField(max_length=64)
    written_at = models.DateTimeField()
    private = Sealed(Sent, "carried_unsent.private", to=To.PRIVATE)
    everyday = Sealed(Sent, "carried_unsent.everyday", to=To.EVERYDAY)

    class Meta:
        indexes = (models.Index(fields=["person", "about"], name="unsent_by_form"),)
