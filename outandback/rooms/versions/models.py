from __future__ import annotations

from django.db import models

from outandback.rooms.comeback.models import Received, Reception, Telling, Told
from outandback.rooms.people.models import Pair, Person
from outandback.rooms.replies.models import Replied, Reply
from outandback.vault.fields import Sealed, SealedRow, To


class Earlier(SealedRow):
    """Words that gave way to others. They are added and never changed.

    What gives way after one of the two has left is not for them to see.
    """

    pair = models.ForeignKey(Pair, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField()

    class Meta:
        abstract = True


class EarlierTelling(Earlier):
    """What a telling said before."""

    telling = models.ForeignKey(Telling, models.CASCADE, related_name="+")
    told = Sealed(Told, "versions_earliertelling.told", to=To.PAIR, of="pair_id")


class EarlierReception(Earlier):
    """What an answer said before."""

    reception = models.ForeignKey(Reception, models.CASCADE, related_name="+")
    received = Sealed(Received, "versions_earlierreception.received", to=To.PAIR, of="pair_id")


class EarlierReply(Earlier):
    """What an answer to a question said before."""

    reply = models.ForeignKey(Reply, models.CASCADE, related_name="+")
    replied = Sealed(Replied, "versions_earlierreply.replied", to=To.PAIR, of="pair_id")
