from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models

from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from outandback.rules.rhythm import Weekly
from outandback.vault.fields import Sealed, SealedRow, To


@dataclass(frozen=True)
class ComesRound:
    """When a leave comes round. Days are in ISO form, `weekdays` from 0 for Monday, each day of
    `off` the Monday of a week. `on`: the day that the leave of now has in the rhythm. `minutes`:
    how long it was planned to be, by the clocks on the wall; None where it had no set time."""

    weekdays: Sequence[str] = ()
    weeks: int = 1
    ends_on: str = ""
    off: Sequence[str] = ()
    on: str = ""
    minutes: int | None = None

    @property
    def weekly(self) -> Weekly:
        return Weekly(
            frozenset(map(int, self.weekdays)),
            self.weeks,
            date.fromisoformat(self.ends_on) if self.ends_on else None,
            frozenset(map(date.fromisoformat, self.off)),
        )

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)


class LeaveRhythm(SealedRow):
    """A leave that comes round. It hangs on the one of now, which is ahead, under way or over until
    the next is planned; `before` is the one that this came after."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    leave = models.OneToOneField(Leave, models.CASCADE, related_name="+")
    before = models.ForeignKey(Leave, models.SET_NULL, null=True, related_name="+")
    rhythm = Sealed(ComesRound, "rhythms_leaverhythm.rhythm", to=To.EVERYDAY)
