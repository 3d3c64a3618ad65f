from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import models

from outandback.rooms.people.models import Person
from outandback.rules.pauses import Pause, pause
from outandback.vault.keys import EnvelopePlace


class NotificationKind(models.TextChoices):
    """What there is to say. Which sentence says it stands in content/sentences.py."""

    SOMETHING = "something"
    TIME_CHANGED = "time changed"
    DOOR_SOON = "door soon"
    TOGETHER_SOON = "together soon"
    NEED = "need"
    NEED_APART = "need apart"

    @property
    def is_need(self) -> bool:
        return self in {NotificationKind.NEED, NotificationKind.NEED_APART}


class Wording(models.TextChoices):
    OFF = "off"
    PLAIN = "plain"
    DISGUISED = "disguised"


@dataclass(frozen=True)
class Address:
    """Where a browser can be written to, as it gave it: base64url in `p256dh` and `auth`."""

    endpoint: str
    p256dh: str
    auth: str


class Subscription(models.Model):
    """A browser that its person has asked to be told things.

    `box` is its address under the server key: the program writes to it while nobody is signed in.
    What its push service last said of it stands beside it, for its person to see.
    """

    class Trouble(models.TextChoices):
        REFUSED = "refused"
        GONE = "gone"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    endpoint_hash = models.CharField(max_length=64, unique=True)
    box = models.BinaryField()
    made_on = models.DateField()
    reached_on = models.DateField(null=True)
    trouble = models.CharField(max_length=7, choices=Trouble.choices, blank=True)

    def place(self) -> EnvelopePlace:
        return EnvelopePlace("notify_subscription", "box", self.id, self.person_id, 1)


class Preference(models.Model):
    """How somebody wants to be told. Without a row: nothing but “I need you”, on their phones.

    A season off, and that nothing is suggested, end by themselves on their day; with none, when
    their person says so.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    wording = models.CharField(max_length=9, choices=Wording.choices, default=Wording.OFF)
    mail = models.BooleanField(default=False)
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    season_off = models.BooleanField(default=False)
    season_until = models.DateField(null=True)
    suggestions_off = models.BooleanField(default=False)
    suggestions_until = models.DateField(null=True)

    def wants(self, kind: NotificationKind, at: datetime) -> bool:
        return not self.season(at).is_on and (kind.is_need or self.wording != Wording.OFF)

    def season(self, at: datetime) -> Pause:
        """The season off, as it stands by the day of its person."""
        return pause(self.season_off, self.season_until, at, self.person.zone)

    def suggestions(self, at: datetime) -> Pause:
        """The pause in which nothing is suggested."""
        return pause(self.suggestions_off, self.suggestions_until, at, self.person.zone)


class Job(models.Model):
    """Something to say to somebody, without a word of what it is about.

    `due_at` is a lease too: whoever moves it on, from what they read, has the job until then.
    `way` is empty until the job is spread over a person's phones and mail; then one of them.
    """

    BY_MAIL = "mail"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.CharField(max_length=13, choices=NotificationKind.choices)
    subject = models.UUIDField()
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    way = models.CharField(max_length=32, blank=True)
    due_at = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "kind", "subject", "way"], name="told_once_a_way"
            ),
        )

    @property
    def what(self) -> NotificationKind:
        return NotificationKind(self.kind)

    @property
    def phone_id(self) -> UUID | None:
        return UUID(self.way) if self.way not in {"", self.BY_MAIL} else None
