from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import models

from outandback.rooms.people.models import Pair, Person
from outandback.vault.fields import Sealed, SealedRow, SharedRow, To


class SpanKind(models.TextChoices):
    """What days were, where none of somebody's own words says it better."""

    ILLNESS = "illness"
    MOVE = "move"
    BIRTH = "birth"
    EXAMS = "exams"


@dataclass(frozen=True)
class SpanWords:
    """What some days were, by its kind or in words of one's own, and from when to when, in ISO
    form. Without `last_on` they go on; without `first_on` the span was taken back.

    `left_out`: the figures are worked out without these days.
    """

    kind: str = ""
    called: str = ""
    first_on: str = ""
    last_on: str = ""
    left_out: bool = False

    @property
    def first(self) -> date:
        return date.fromisoformat(self.first_on)

    @property
    def last(self) -> date | None:
        return date.fromisoformat(self.last_on) if self.last_on else None


class MarkedSpan(SealedRow):
    """Some days that its person marked, for themselves. Its days are sealed with its words: when
    somebody was ill is as private as that they were."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    words = Sealed(SpanWords, "spans_markedspan.words", to=To.PRIVATE)


class SharedSpan(SharedRow):
    """The same as its person shares it with the pair; a row of its own, so that a parting keeps it.

    `later` holds what the one who was left made of it: what both had stays as it was.
    """

    WORDS = "words"
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    span = models.ForeignKey(MarkedSpan, models.SET_NULL, null=True, related_name="+")
    words = Sealed(SpanWords, "spans_sharedspan.words", to=To.PAIR, of="pair_id")
    later = Sealed(SpanWords, "spans_sharedspan.later", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["pair", "span"], name="one_shared_of_each_span"),
        )
