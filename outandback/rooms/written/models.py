from __future__ import annotations

from dataclasses import dataclass, field

from django.db import models

from outandback.rooms.feeds.models import Feed
from outandback.vault.keys import EnvelopePlace


@dataclass(frozen=True)
class WriteAccess:
    """What the program needs to write while nobody is signed in: the calendar, the name and the
    password there, and what the names of its entries are made with."""

    url: str = field(repr=False)
    user: str = field(repr=False)
    password: str = field(repr=False)
    key: str = field(repr=False)


class WrittenCalendar(models.Model):
    """A calendar that is given out by writing it: its feed says what of, its box where to.

    It is looked at where its feed changed since `seen_stamp`, once at its `rests_at` (then that is
    `seen_rest`), and once a day. `leased_until`:
    somebody is at it; `held_until`: it failed, and is tried again then. `ending_at`: its owner took
    it away, and what was written there is being removed.
    """

    class WriteTrouble(models.TextChoices):
        PASSWORD = "password"  # noqa: S105  a word
        READ_ONLY = "read only"
        NOT_FOUND = "missing"
        OWN_NETWORK = "own network"
        UNREACHABLE = "unreachable"
        KEY = "key"

    feed = models.OneToOneField(Feed, models.CASCADE, primary_key=True, related_name="+")
    box = models.BinaryField(default=bytes)
    seen_stamp = models.PositiveIntegerField(default=0)
    seen_rest = models.DateTimeField(null=True)
    looked_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(db_index=True)
    held_until = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=11, choices=WriteTrouble.choices, blank=True)
    ending_at = models.DateTimeField(null=True)

    def box_place(self) -> EnvelopePlace:
        person_id = self.feed.person_id
        return EnvelopePlace("written_writtencalendar", "box", self.feed_id, person_id, 1)


class WrittenEntry(models.Model):
    """One that was written, or is about to be: the row is there first, so that nothing is written
    of which nothing is known here.

    `etag` is that of what stands there. Where something was said and there is none, the entry was
    deleted there, or its place taken: it is left alone until its times change.
    """

    calendar = models.ForeignKey(WrittenCalendar, models.CASCADE, related_name="+")
    source = models.CharField(max_length=48)
    etag = models.CharField(max_length=400, blank=True)
    said = models.CharField(max_length=32, blank=True)
    when = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["calendar", "source"], name="one_entry_of_a_time"),
        )

    @property
    def is_left_alone(self) -> bool:
        return bool(self.said) and not self.etag
