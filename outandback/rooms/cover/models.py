from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import models

from outandback.rooms.leave.models import HeadsUp, Leave, When, wall_time
from outandback.rooms.people.models import Note, Pair, Person
from outandback.rules.return_times import WallTime, instant
from outandback.vault.fields import Sealed, SealedRow, SharedRow, To


@dataclass(frozen=True)
class Answered:
    """What the one at home says to a heads-up; every part may be empty.

    `talk` is "yes" where they would like to talk before, `talk_wall` when, by the clock in
    `talk_zone`. `cover`: to each thing that was asked yes, part or no (rules/cover.py); `parts`:
    the words to each. `cover_words` were once for all of them together, and are still read.
    """

    blessing: str = ""
    worry: str = ""
    talk: str = ""
    talk_wall: str = ""
    talk_zone: str = ""
    talk_fold: int = 0
    cover: dict[str, str] = field(default_factory=dict)
    cover_words: str = ""
    parts: dict[str, str] = field(default_factory=dict)

    @property
    def lines(self) -> list[str]:
        """All the words of it, one after the other."""
        words = (self.blessing, *self.parts.values(), self.cover_words, self.worry)
        return [text for text in words if text]

    def part_of(self, what: str) -> str:
        """The words to one thing. Those for all together stand with the one that they can mean."""
        return self.parts.get(what, "") or (self.cover_words if what == self._meant else "")

    @property
    def to_each(self) -> list[tuple[str, str, str]]:
        """Each thing that something was said to: which, the answer, and the words."""
        things = dict.fromkeys(self.parts, "") | self.cover
        return [(what, answer, self.part_of(what)) for what, answer in things.items()]

    def words_beside(self, whats: Iterable[str]) -> list[str]:
        """The words to anything but these things, and those that were meant for all together."""
        shown = set(whats)
        of_others = [words for what, _, words in self.to_each if words and what not in shown]
        return [*of_others, *([self.cover_words] if self.cover_words and not self._meant else [])]

    @property
    def _meant(self) -> str:
        part = [what for what, answer in self.cover.items() if answer == "part"]
        return next((each[0] for each in (part, list(self.cover)) if len(each) == 1), "")

    @property
    def talk_at(self) -> datetime | None:
        """The instant that is meant, to be read by another clock."""
        if not self.talk_wall:
            return None
        wall = datetime.fromisoformat(self.talk_wall)
        return instant(WallTime(wall, self.talk_zone, self.talk_fold))


class Answer(SharedRow):
    """A word to a heads-up. No leave waits for it, and there need be none.

    `later` holds what its writer made of it after the other had left, and `later_at` when: what was
    said stays said.
    """

    WORDS = "said"
    heads_up = models.ForeignKey(HeadsUp, models.CASCADE, related_name="+")
    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()
    later_at = models.DateTimeField(null=True)
    said = Sealed(Answered, "cover_answer.said", to=To.PAIR, of="pair_id")
    later = Sealed(Answered, "cover_answer.later", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["heads_up", "person"], name="one_answer_each"),
        )


class Window(SealedRow):
    """Hours in which one has things at home, given to the other. No thanks, no answer."""

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    out_at = models.DateTimeField()
    out_wall = models.CharField(max_length=16)
    back_at = models.DateTimeField()
    back_wall = models.CharField(max_length=16)
    zone = models.CharField(max_length=64)
    back_zone = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    words = Sealed(Note, "cover_window.words", to=To.PAIR, of="pair_id")

    class Meta:
        indexes = (models.Index(fields=["pair", "back_at"], name="windows_by_end"),)

    @property
    def when(self) -> When:
        """By the clock on the wall, as a leave keeps it."""
        back = wall_time(self.back_wall, self.back_zone, self.back_at)
        return When(wall_time(self.out_wall, self.zone, self.out_at), back)


class Taking(SealedRow):
    """A window that became a planned leave. It is the taker's alone until their heads-up."""

    window = models.OneToOneField(Window, models.CASCADE, related_name="taking")
    leave = models.OneToOneField(Leave, models.CASCADE, related_name="+")


class LedgerOpening(SealedRow):
    """This side would like to see the hours of both. Shown once both would; gone once closed."""

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["pair", "person"], name="one_ledger_opening_each"),
        )
