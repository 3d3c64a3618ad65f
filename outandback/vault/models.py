from __future__ import annotations

from typing import TYPE_CHECKING, Never, TypeVar
from uuid import uuid4

from django.db import models

if TYPE_CHECKING:
    from datetime import datetime, timedelta


class Tier(models.TextChoices):
    """Which keys are open: what opens with signing in, and what opens again with the passphrase."""

    SIGNED_IN = "s", "signed in"
    PRIVATE = "p", "private room"


class LastCopy(Exception):
    """What was asked for could take away the only copy of a key."""


Key = TypeVar("Key", bound=models.Model)


class KeyRows(models.QuerySet[Key, Key]):
    """Rows that hold a key. Nothing deletes them in passing: whoever means it destroys them."""

    def delete(self) -> Never:
        raise LastCopy

    def destroy(self) -> None:
        """For a key of which another copy is known to open, or whose person erases themselves."""
        super().delete()


class KeyRow(models.Model):
    class Meta:
        abstract = True

    def delete(self, *_args: object, **_options: object) -> Never:
        raise LastCopy


class Slot(KeyRow):
    """One way to open a person's private key: their passphrase, or their recovery sheet."""

    class SlotKind(models.TextChoices):
        PASSPHRASE = "passphrase"  # noqa: S105  a word
        RECOVERY = "recovery"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.UUIDField()
    kind = models.CharField(max_length=12, choices=SlotKind.choices)
    generation = models.PositiveSmallIntegerField(default=1)
    box = models.BinaryField()
    made_on = models.DateField()
    objects = KeyRows["Slot"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "kind"], name="one_slot_of_each_kind"),
        )


class PersonKey(KeyRow):
    """A person's key of one tier and generation: the public half in clear, the rest wrapped.

    `proof` is the fingerprint of the public half, sealed under the everyday key: whoever puts
    another public key here can't make it, and nothing is sealed to a key without it.
    """

    class KeyTier(models.TextChoices):
        PRIVATE = "private"
        EVERYDAY = "everyday"

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person = models.UUIDField()
    kind = models.CharField(max_length=8, choices=KeyTier.choices)
    generation = models.PositiveSmallIntegerField(default=1)
    public = models.BinaryField()
    wrapped_secret = models.BinaryField()
    wrapped_root = models.BinaryField(null=True)
    proof = models.BinaryField(null=True)
    objects = KeyRows["PersonKey"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person", "kind", "generation"], name="one_key_a_generation"
            ),
        )


class PairKey(KeyRow):
    """The pair's key of one generation, wrapped for one of the two."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    pair = models.UUIDField()
    person = models.UUIDField()
    generation = models.PositiveSmallIntegerField(default=1)
    wrapped = models.BinaryField()
    objects = KeyRows["PairKey"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["pair", "person", "generation"], name="one_pair_key_a_generation"
            ),
        )
        indexes = (models.Index(fields=["person"], name="pair_keys_of_person"),)


class Unlock(models.Model):
    """The open keys of one tier in one session: nothing without its cookie and the running
    server's secret."""

    id = models.CharField(primary_key=True, max_length=64)
    person = models.UUIDField(db_index=True)
    tier = models.CharField(max_length=1, choices=Tier.choices)
    blob = models.BinaryField()
    opened_at = models.DateTimeField()
    active_at = models.DateTimeField()

    def idle_for(self, at: datetime) -> timedelta:
        return at - self.active_at
