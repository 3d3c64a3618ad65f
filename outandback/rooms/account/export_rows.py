"""A row as one person reads it, for the export.

What the one who was left wrote anew rests beside what both had, and a copy of their leaves stands
still for the other: neither shows in what they take along, which would tell of a parting.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from outandback.rooms.comeback.models import HomeAnswers
from outandback.rooms.comfort.models import SharedComfort
from outandback.rooms.cover.models import Answer
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.leave.queries import as_known
from outandback.rooms.people.models import Living, Pair
from outandback.rooms.spans.models import SpanWords
from outandback.rooms.together.models import Put, TimeTogether, TogetherFact
from outandback.rooms.together.queries import known_of
from outandback.rooms.traditions.models import Spin, Twist, Way
from outandback.rooms.traditions.queries import grown_from
from outandback.rooms.trips.models import LATER, Trip, TripWords

if TYPE_CHECKING:
    from outandback.vault.fields import SealedRow
    from outandback.vault.keyring import Keyring

DAYS = ("first_on", "last_on", "zone")
FACTS = ("out_at", "back_at", "zone", "back_zone", "begun_at", "returned_at", "called_off_at")
# The columns that `later` stands beside.
# Of words that were taken away these are empty; other words are never all empty.
SAYS = {Put: "text", Way: "name", Twist: "text", Living: "kind", TripWords: "name"}
SAYS |= {SpanWords: "first_on"}
BESIDE_LATER = ("shown", "told", "received", "replied", "said", "words", "shared", "living")


def words(keyring: Keyring, row: SealedRow, name: str) -> Any:
    """As they were last written, as far as this person has them; None where they are closed."""
    newest = None
    if name in BESIDE_LATER and getattr(row, "later", None):
        newest = keyring.open_if_possible(row, "later")
    return keyring.open_if_possible(row, name) if newest is None else newest


def is_there(keyring: Keyring, row: SealedRow) -> bool:
    """Not where it was taken away after the other had left, for whom it stays."""
    newest = keyring.open_if_possible(row, "later") if getattr(row, "later", None) else None
    if isinstance(row, Pair) and not (row.living or newest):
        return False
    if isinstance(row, SharedComfort) and row.said is None:
        return False
    if isinstance(row, TimeTogether) and row.person_id == keyring.person and known_of(row).is_gone:
        return False
    if isinstance(row, TogetherFact) and not is_there(keyring, row.row):
        return False
    if isinstance(row, Spin) and not is_there(keyring, row.tradition):
        return False
    return newest is None or _says_something(newest)


def _says_something(newest: object) -> bool:
    name = SAYS.get(type(newest))
    return bool(getattr(newest, name)) if name else newest != HomeAnswers()


def plain(keyring: Keyring, row: SealedRow, name: str) -> Any:
    if isinstance(row, HeadsUp) and name in FACTS and keyring.person:
        return getattr(as_known(keyring.person, row), name)
    if isinstance(row, Spin) and name == "heads_up_id":
        told = grown_from(keyring, row)
        return told.pk if told else None
    if isinstance(row, Answer) and name == "answered_at" and row.person_id == keyring.person:
        return row.later_at or row.answered_at
    if isinstance(row, Trip) and name in DAYS and keyring.open_if_possible(row, "later"):
        return row.days(LATER).columns()[name]
    return getattr(row, name)
