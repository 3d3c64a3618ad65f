from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from hashlib import sha256

from django.db import models

from outandback.rooms.leave.models import Leave
from outandback.rooms.people.models import Pair, Person
from outandback.vault import seal
from outandback.vault.fields import Sealed, SealedRow, Stored, To

FIRST = 1


@dataclass(frozen=True)
class BoardLinkToken:
    """What the link of a board ends in: 32 random bytes, written out."""

    text: str


@dataclass(frozen=True)
class BoardWords:
    """All that a child reads besides the count, in the owner's words.

    `elsewhere`: the page hangs where its owner does not live. `sentences`: one for a leave, by its
    id, if there is one.
    """

    called: str
    child: str = ""
    ritual: str = ""
    elsewhere: bool = False
    ink: str = "a"
    sentences: dict[str, str] = field(default_factory=dict)


class SleepsBoard(SealedRow):
    """A child's page about its owner, for whoever has the link.

    The words rest twice: for the owner, and as a snapshot that the link alone opens. Of visits the
    row knows one day, so that a link that nobody uses closes itself.

    `still_since`: when a pair of its owner's ended, and the page stopped following their leaves;
    from `rests_at`, when the other one is told, it counts no further than was promised.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    token = Sealed(BoardLinkToken, "board_sleepsboard.token", to=To.EVERYDAY)
    words = Sealed(BoardWords, "board_sleepsboard.words", to=To.EVERYDAY)
    snapshot = models.BinaryField()
    zone = models.CharField(max_length=64)
    show_flowers = models.BooleanField(default=True)
    shows_all = models.BooleanField(default=False)
    made_on = models.DateField()
    used_on = models.DateField()
    still_since = models.DateTimeField(null=True)
    rests_at = models.DateTimeField(null=True)
    flowers_then = models.PositiveIntegerField(default=0)

    def seal_snapshot(self, token: str, words: BoardWords) -> None:
        """For this version of the row. The row is not saved."""
        place = self._place(self.row_version)
        box = seal.seal_record(_root(token), place, json.dumps(asdict(words)).encode())
        self.snapshot = Stored(place.version, place.schema, box).written()

    def words_behind(self, token: str) -> BoardWords:
        """What the link opens. Raises Unopenable for another row's."""
        stored = Stored.read(bytes(self.snapshot))
        raw = seal.open_record(_root(token), self._place(stored.version), stored.envelope)
        return BoardWords(**json.loads(raw))

    def _place(self, version: int) -> seal.EnvelopePlace:
        return seal.EnvelopePlace("board_sleepsboard", "snapshot", self.pk, self.person_id, version)


class SharedLink(SealedRow):
    """A page whose link its owner gave to the other of their pair, beside the leaves it shows."""

    board = models.ForeignKey(SleepsBoard, models.CASCADE, related_name="shared_links")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    pair = models.ForeignKey(Pair, models.CASCADE, related_name="+")
    given = Sealed(BoardLinkToken, "board_sharedlink.given", to=To.PAIR, of="pair_id")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["board", "pair"], name="a_page_once_for_a_pair"),
        )


class Showing(models.Model):
    """A leave that its owner lets a board show, and its flower once they are back."""

    id = models.BigAutoField(primary_key=True)
    board = models.ForeignKey(SleepsBoard, models.CASCADE, related_name="showings")
    leave = models.ForeignKey(Leave, models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["board", "leave"], name="a_leave_once_on_a_board"),
        )


class Still(models.Model):
    """A leave as a page that stands still goes on showing it, whatever becomes of the leave."""

    id = models.BigAutoField(primary_key=True)
    board = models.ForeignKey(SleepsBoard, models.CASCADE, related_name="stills")
    leave = models.ForeignKey(Leave, models.CASCADE, related_name="+")
    out_at = models.DateTimeField()
    back_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["board", "leave"], name="a_leave_once_on_a_still_page"),
        )


def token_hash(token: str) -> str:
    return sha256(b"OB1 board" + token.encode()).hexdigest()


def _root(token: str) -> seal.Root:
    return seal.Root(seal.derive(token.encode(), "board"), FIRST)
