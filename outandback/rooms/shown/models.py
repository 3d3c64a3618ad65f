from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import models

from outandback.rooms.comeback.models import PartnerWords
from outandback.vault.fields import Sealed, To

Knot = Sequence[float]


@dataclass(frozen=True)
class FrozenFinding:
    """One finding as it was on a day, in ISO form, as plain numbers of which it is drawn again.

    `direction`: whether there is more (1) or less (-1) of it, 0 where it can't be told; `strokes`:
    how sure that is, of three. `low` to `high`: between which it lies, as finely as it is said, as
    far as `n` answers can tell. `drawn`: the same in half points; of a line at its beginning and
    at its end. No single answer is in it.
    """

    finding: str
    on: str
    direction: int = 0
    strokes: int = 0
    low: float = 0.0
    middle: float = 0.0
    high: float = 0.0
    n: int = 0
    drawn: Sequence[Knot] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "drawn", tuple(map(tuple, self.drawn)))

    @property
    def day(self) -> date:
        return date.fromisoformat(self.on)

    @property
    def likely(self) -> tuple[float, float]:
        return self.low, self.high


class ShownPicture(PartnerWords):
    """What somebody shows the other of one question; shown again, it takes the earlier one's place.

    Stopped while both are here, the row goes. `later` and `withdrawn_at` are for after one of the
    two has left, whose copy stays as it was.
    """

    WORDS = "picture"
    shown_at = models.DateTimeField()
    picture = Sealed(FrozenFinding, "shown_shownpicture.picture", to=To.PAIR, of="pair_id")
    later = Sealed(FrozenFinding, "shown_shownpicture.later", to=To.PAIR, of="pair_id")

    class Meta:
        indexes = (models.Index(fields=["pair", "shown_at"], name="shown_by_time"),)
