from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models

from outandback.rooms.people.models import Pair, Person
from outandback.rules.cares import OPTIONS, Care, Level
from outandback.vault.fields import Sealed, SealedRow, To

LEVELS = {"easy": Level.EASY, "talk": Level.TALK, "not": Level.NOT_NOW}


class WhoseLeaves(models.TextChoices):
    """Whose leaves somebody speaks about: their own, or the other's."""

    OWN = "own"
    THEIRS = "theirs"


@dataclass(frozen=True)
class CareAnswer:
    """What somebody said of one care: easy, talk or not for each option they answered, and words.

    `on` is the day in ISO form.
    """

    levels: dict[str, str] = field(default_factory=dict)
    words: str = ""
    on: str = ""

    @property
    def says_something(self) -> bool:
        return bool(self.levels or self.words)

    def by_option(self, care: Care) -> dict[str, Level]:
        known = ((option, self.levels.get(option, "")) for option in OPTIONS[care])
        return {option: LEVELS[level] for option, level in known if level in LEVELS}


@dataclass(frozen=True)
class OneSide:
    """One side of a care as a form gives it: what is said, over which version, and if shared."""

    side: WhoseLeaves
    said: CareAnswer
    seen: int
    shares: bool


class Comfort(SealedRow):
    """How far one person is at ease on one care: for themselves, whether they share it or not."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    side = models.CharField(max_length=6, choices=WhoseLeaves.choices)
    care = models.CharField(max_length=9, choices=[(care, care) for care in Care])
    said = Sealed(CareAnswer, "comfort_comfort.said", to=To.PRIVATE)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "side", "care"], name="one_comfort_on_each_care"
            ),
        )


class SharedComfort(SealedRow):
    """The same as its person shows it to the pair; a row of its own, so that a parting keeps it.

    `alone`: said by the one who was left, for themselves; what the two had stays as it was.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    side = models.CharField(max_length=6, choices=WhoseLeaves.choices)
    care = models.CharField(max_length=9, choices=[(care, care) for care in Care])
    alone = models.BooleanField(default=False)
    said = Sealed(CareAnswer, "comfort_sharedcomfort.said", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["pair", "person", "side", "care", "alone"],
                name="one_shared_comfort_on_each_care",
            ),
        )
