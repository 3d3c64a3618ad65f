from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models

from outandback.rooms.away.models import Moment
from outandback.rooms.comeback.models import Day, Telling
from outandback.rooms.people.models import Pair, Person
from outandback.vault.fields import Sealed, SealedRow, To

WRITTEN = ("verb", "adverb", "adjective", "how", "ten", "gift")


@dataclass(frozen=True)
class Drafted:
    """What is being written to teach or to give something, as far as it has come.

    `verb`, `adverb` and `adjective` make the sentence, `how` says how so, `ten` is something to do
    together, `gift` what is given; `along` names what else of the moment goes with it.
    """

    way: str = "teach"
    verb: str = ""
    adverb: str = ""
    adjective: str = ""
    how: str = ""
    ten: str = ""
    gift: str = ""
    weight: str = "light"
    along: Sequence[str] = ()

    @property
    def lines(self) -> list[str]:
        """What was written so far, one after the other."""
        sentence = " ".join(filter(None, [self.verb, self.adverb, self.adjective]))
        return [text for text in (sentence, self.how, self.ten, self.gift) if text]

    def holds(self, other: Drafted) -> bool:
        """Whether every word of the other one stands here, too."""
        return all(getattr(other, name) in getattr(self, name) for name in WRITTEN)


class Draft(SealedRow):
    """What someone is about to teach or to give. Gone once it is given."""

    moment = models.OneToOneField(Moment, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    drafted = Sealed(Drafted, "giving_draft.drafted", to=To.PRIVATE)


class TenDay(SealedRow):
    """A day that one of the two named for ten minutes together. The one named last counts.

    Rows are added and never changed: what both had when one left stays as it was.
    """

    telling = models.ForeignKey(Telling, models.CASCADE, related_name="+")
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    day = Sealed(Day, "giving_tenday.day", to=To.PAIR, of="pair_id")

    class Meta:
        indexes = (models.Index(fields=["pair", "named_at"], name="ten_days_by_time"),)
