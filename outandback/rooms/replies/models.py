from __future__ import annotations

from dataclasses import dataclass

from django.db import models

from outandback.rooms.comeback.models import PartnerWords, Reception, Worded
from outandback.vault.fields import Sealed, To


@dataclass(frozen=True)
class Replied(Worded):
    """What the teller says to the question."""

    text: str = ""


class Reply(PartnerWords):
    """The teller's one answer to the question that the listener asked."""

    WORDS = "replied"
    reception = models.OneToOneField(
        Reception, models.CASCADE, related_name="+", related_query_name="reply"
    )
    replied_at = models.DateTimeField()
    replied = Sealed(Replied, "replies_reply.replied", to=To.PAIR, of="pair_id")
    later = Sealed(Replied, "replies_reply.later", to=To.PAIR, of="pair_id")

    class Meta:
        indexes = (models.Index(fields=["pair", "replied_at"], name="replies_by_time"),)
