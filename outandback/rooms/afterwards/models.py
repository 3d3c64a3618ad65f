from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from outandback.rooms.people.models import Person
from outandback.vault.fields import Sealed, SealedRow, To


@dataclass(frozen=True)
class AfterAnswers:
    """0 to 10 on the first or second evening after a return; None where it was passed.

    `homecoming` names the return, and is sealed along: the row itself says only which evening.
    """

    homecoming: str
    evening: int
    closeness: int | None = None
    energy: int | None = None


@dataclass(frozen=True)
class Listener:
    """Somebody else who likes to hear: what they are called, and how to reach them."""

    called: str = ""
    reach: str = ""


@dataclass(frozen=True)
class PutAway:
    """Until which day nothing is suggested, in ISO form."""

    until: str = ""


@dataclass(frozen=True)
class Decided:
    """Steps that were proposed to what one calls easy, and on which one has decided: each a key of
    `comfort_proposals.STEPS`. What was decided is not kept."""

    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Near:
    """What may come next: words to ask for time together, and another listener if one is named."""

    lonely: bool
    words: str
    listener: Listener


class EveningAfter(SealedRow):
    """How an evening after a return was, for its person's own eyes."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    evening_on = models.DateField()
    answers = Sealed(AfterAnswers, "afterwards_eveningafter.answers", to=To.PRIVATE)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "evening_on"], name="one_after_an_evening"),
        )


class Suggestion(SealedRow):
    """What its person keeps about what may come next.

    All columns are sealed from the first, so that the row doesn't tell which of them was wanted.
    """

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    listener = Sealed(Listener, "afterwards_suggestion.listener", to=To.PRIVATE)
    put_away = Sealed(PutAway, "afterwards_suggestion.put_away", to=To.PRIVATE)
    decided = Sealed(Decided, "afterwards_suggestion.decided", to=To.PRIVATE)
