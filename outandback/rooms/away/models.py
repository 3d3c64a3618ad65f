from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Person
from outandback.vault.fields import Sealed, SealedBytes, SealedRow, To


class MomentKind(models.TextChoices):
    """What was caught: an insight, a question, an aha, a sense (seen, heard, tasted), or a
    surprise: what one was not looking for."""

    INSIGHT = "insight", _("Insight")
    QUESTION = "question", _("Question")
    AHA = "aha", _("Aha")
    SENSE = "sense", _("Sense")
    SURPRISE = "surprise", _("Surprise")


@dataclass(frozen=True)
class Caught:
    """A moment's words. Its kind and its time are content too, so they are sealed with it.

    `photo` and `voice` name the pieces of what goes along, in order.
    """

    kind: str
    text: str
    caught_at: str
    photo: Sequence[str] = ()
    voice: Sequence[str] = ()

    def __post_init__(self) -> None:
        """What comes out of the seal, where names are a list, is what went in."""
        object.__setattr__(self, "photo", tuple(self.photo))
        object.__setattr__(self, "voice", tuple(self.voice))

    @property
    def kind_named(self) -> str:
        return str(MomentKind(self.kind).label)


class Departure(SealedRow):
    """Someone set out."""

    leave = models.OneToOneField(Leave, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    set_out_at = models.DateTimeField()


class Moment(SealedRow):
    """Something caught while away. Kept for its person alone until they bring it home."""

    departure = models.ForeignKey(Departure, models.CASCADE, related_name="moments")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    client_id = models.UUIDField(default=uuid4)
    arrived_on = models.DateField()
    caught = Sealed(Caught, "away_moment.caught", to=To.PRIVATE)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "client_id"], name="a_moment_arrives_once"),
        )


class Piece(SealedRow):
    """A part of a photo or of a voice note. Which one, and which part, its moment alone says."""

    moment = models.ForeignKey(Moment, models.CASCADE, related_name="pieces")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    held = SealedBytes("away_piece.held", to=To.PRIVATE)
