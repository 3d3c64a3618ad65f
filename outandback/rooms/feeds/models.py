from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import models

from outandback.rooms.people.models import Person
from outandback.vault import seal
from outandback.vault.fields import Sealed, SealedRow, Stored, To

if TYPE_CHECKING:
    from outandback.rules.feed_times import FeedTime

FIRST = 1


@dataclass(frozen=True)
class FeedToken:
    """What the address of a feed ends in: 32 random bytes, written out."""

    text: str


@dataclass(frozen=True)
class FeedName:
    """Who reads it, in its owner's words: “my phone”."""

    text: str


class Feed(SealedRow):
    """An address at which a calendar program reads its owner's times, for whoever has it.

    Times are read at each request. Titles, where its owner chose them, rest in a snapshot that the
    address alone opens, by the id of what they are of.

    `stamp` grows when what the feed shows has changed, `changes` says how often each time did: so
    an unchanged feed is answered without reading its times, and nothing that it does not show
    moves it. Of visits the row knows one day, so that an address that nobody asks ends by itself.

    `shared`: it shows time together and trips, too.

    `still`: the times of when a pair of its owner's ended, at `still_since`; it shows no others
    from then on, and from `rests_at`, when the other one is told, none that had not begun.
    """

    class FeedWording(models.TextChoices):
        BUSY = "busy"
        AWAY = "away"
        TITLE = "title"

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    token = Sealed(FeedToken, "feeds_feed.token", to=To.EVERYDAY)
    name = Sealed(FeedName, "feeds_feed.name", to=To.EVERYDAY)
    snapshot = models.BinaryField(null=True)
    says = models.CharField(max_length=5, choices=FeedWording.choices, default=FeedWording.BUSY)
    untold = models.BooleanField(default=False)
    shared = models.BooleanField(default=False)
    made_on = models.DateField()
    used_on = models.DateField()
    stamp = models.PositiveIntegerField(default=0)
    changes = models.JSONField(default=dict)
    still_since = models.DateTimeField(null=True)
    rests_at = models.DateTimeField(null=True)
    still = models.JSONField(default=list)

    @property
    def has_titles(self) -> bool:
        return self.says == self.FeedWording.TITLE

    def changed(self, one: FeedTime) -> int:
        """How often a time was: by itself, and with the rest of its row."""
        names = dict.fromkeys((one.row, one.source))
        return sum(self.changes[name][0] for name in names if name in self.changes)

    def seal_snapshot(self, token: str, titles: Titles) -> None:
        """For this version of the row. The row is not saved."""
        place = self._place(self.row_version)
        raw = json.dumps(titles, ensure_ascii=False, separators=(",", ":")).encode()
        box = seal.seal_record(_root(token), place, raw)
        self.snapshot = Stored(place.version, place.schema, box).written()

    def titles_behind(self, token: str) -> Titles:
        """What the address opens. Raises Unopenable for another row's."""
        if self.snapshot is None:
            return {}
        stored = Stored.read(bytes(self.snapshot))
        raw = seal.open_record(_root(token), self._place(stored.version), stored.envelope)
        titles: Titles = json.loads(raw)
        return titles

    def _place(self, version: int) -> seal.EnvelopePlace:
        return seal.EnvelopePlace("feeds_feed", "snapshot", self.pk, self.person_id, version)


# By the id of what it is of: its title, and the day from which nobody needs it any more.
Titles = dict[str, tuple[str, str]]


def token_hash(token: str) -> str:
    return sha256(b"OB1 feed" + token.encode()).hexdigest()


def names_key(token: str) -> bytes:
    """What the names of the entries are made with: those of two feeds can't be matched."""
    return seal.derive(token.encode(), "feed names")


def _root(token: str) -> seal.Root:
    return seal.Root(seal.derive(token.encode(), "feed"), FIRST)
