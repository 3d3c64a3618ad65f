from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.people.models import Note, Pair, Person
from outandback.rules.return_times import WallTime, instant
from outandback.vault.fields import Sealed, SealedRow, SharedRow, To


class Greeting(models.TextChoices):
    """How the two say hello: a call, a message, or not at all."""

    CALL = "call", _("A call")
    MESSAGE = "message", _("A message")
    NONE = "none", _("No hello this time")


@dataclass(frozen=True)
class HelloPick:
    """What one of the two would like for the one hello: its form, and when, by a zone's clock."""

    form: str = ""
    wall: str = ""
    zone: str = ""
    fold: int = 0

    @property
    def at(self) -> datetime | None:
        """The instant that is meant, to be read by another clock."""
        if not self.wall:
            return None
        return instant(WallTime(datetime.fromisoformat(self.wall), self.zone, self.fold))

    def agrees_with(self, other: HelloPick) -> bool:
        return (self.form, self.at) == (other.form, other.at)


@dataclass(frozen=True)
class Number:
    """Where somebody can be rung, as they wrote it."""

    number: str = ""


@dataclass(frozen=True)
class EveningAnswers:
    """0 to 10 on an evening at home; None where it was passed."""

    closeness: int | None = None
    energy: int | None = None
    loneliness: int | None = None


class NoteState(StrEnum):
    """Where a note is. "stayed": its reader was back before it could be held."""

    HELD = "held"
    HANDED_OVER = "handed over"
    WITHDRAWN = "withdrawn"
    STAYED = "stayed"


class HeldNote(SealedRow):
    """Words from the one at home, kept until the other is back.

    It was handed over once its writer's copy of the leave has the return: one who left the pair
    learns of none. `held_at` is empty where the other was back before it arrived: it stays with its
    writer.
    """

    heads_up = models.ForeignKey(HeadsUp, models.CASCADE, related_name="+")
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    held_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    words = Sealed(Note, "quiet_heldnote.words", to=To.PAIR, of="pair_id")

    class Meta:
        indexes = (models.Index(fields=["heads_up", "person"], name="notes_by_heads_up"),)

    @property
    def state(self) -> NoteState:
        if hasattr(self, "handed_over") and self.heads_up.returned_at is not None:
            return NoteState.HANDED_OVER
        if self.withdrawn_at is not None:
            return NoteState.WITHDRAWN
        return NoteState.STAYED if self.held_at is None else NoteState.HELD


class HandedOver(SealedRow):
    """A held note reached its reader: born of their homecoming, and of nothing else."""

    note = models.OneToOneField(HeldNote, models.CASCADE, related_name="handed_over")
    handed_at = models.DateTimeField()


class NeedAgreement(SharedRow):
    """What “I need you” is for, in the words of whoever of the two wrote it last.

    `later` holds what the one who was left made of it: what the two had stays as it was.
    """

    WORDS = "words"
    pair = models.OneToOneField(Pair, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = Sealed(Note, "quiet_needagreement.words", to=To.PAIR, of="pair_id")
    later = Sealed(Note, "quiet_needagreement.later", to=To.PAIR, of="pair_id")


class NeedYes(SealedRow):
    """One side says yes to the words as they stood at `version`; to other words it says nothing."""

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField()
    said_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["pair", "person"], name="one_yes_each"),)


class NeedNumber(SealedRow):
    """Where one side can be rung, if they like to say."""

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = Sealed(Number, "quiet_neednumber.words", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (models.UniqueConstraint(fields=["pair", "person"], name="one_number_each"),)


class Mute(SealedRow):
    """This person's phone stays silent. Nobody else learns of it, and no page of theirs changes."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")


class NeedCall(SealedRow):
    """One called the other, while one of them is out. With the words that the two had agreed on."""

    heads_up = models.ForeignKey(HeadsUp, models.CASCADE, related_name="+")
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    agreement = models.ForeignKey(NeedAgreement, models.PROTECT, related_name="+")
    called_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["heads_up", "called_at"], name="calls_by_heads_up"),)


class Hello(SealedRow):
    """What one of the two would like for the one hello of a leave with a night."""

    heads_up = models.ForeignKey(HeadsUp, models.CASCADE, related_name="+")
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    pick = Sealed(HelloPick, "quiet_hello.pick", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["heads_up", "person"], name="one_pick_each"),
        )


class EveningCheck(SealedRow):
    """How an evening at home was, for its person's own eyes."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    heads_up = models.ForeignKey(HeadsUp, models.SET_NULL, null=True, related_name="+")
    evening_on = models.DateField()
    answers = Sealed(EveningAnswers, "quiet_eveningcheck.answers", to=To.PRIVATE)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "evening_on"], name="one_check_an_evening"),
        )
