from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from outandback.rooms.people.models import Pair, Person
from outandback.vault.fields import Sealed, SealedRow, SharedRow, To


@dataclass(frozen=True)
class RitualWords:
    """What the two do, in the words of whoever of them wrote it last."""

    text: str = ""


@dataclass(frozen=True)
class Put:
    """A small idea as its writer put it: which of the three it is, and the words."""

    kind: str = ""
    text: str = ""


class Ritual(SealedRow):
    """What a pair does at parting, or at coming back. Without words it was taken away.

    `alone`: written by the one who was left, for themselves; what the two had stays as it was.
    """

    class RitualKind(models.TextChoices):
        PARTING = "parting"
        RETURN = "return"

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=7, choices=RitualKind.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    alone = models.BooleanField(default=False)
    words = Sealed(RitualWords, "together_ritual.words", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["pair", "kind", "alone"], name="one_ritual_of_a_kind"),
        )


class Idea(SharedRow):
    """Something small for a time out that one of the two thought of, for both to draw from.

    `later` holds what its writer made of it after the other had left: what both had stays as it
    was. Without text it was taken away.
    """

    WORDS = "words"
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = Sealed(Put, "together_idea.words", to=To.PAIR, of="pair_id")
    later = Sealed(Put, "together_idea.later", to=To.PAIR, of="pair_id")
