"""A row as one person reads it, for the export.

What the one who was left wrote anew rests beside what both had, and a copy of their leaves stands
still for the other: neither shows in what they take along, which would tell of a parting.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from outandback.rooms.comeback.models import HomeAnswers
from outandback.rooms.comfort.models import SharedComfort
from outandback.rooms.cover.models import Answer
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.leave.queries import as_known
from outandback.rooms.loop.content.findings import basis
from outandback.rooms.loop.content.shown_sentences import TOLD, sentence
from outandback.rooms.people.models import Living, Pair
from outandback.rooms.people.queries import name_of
from outandback.rooms.shown.models import FrozenFinding, ShownPicture
from outandback.rooms.shown.queries import side_of
from outandback.rooms.spans.models import SpanWords
from outandback.rooms.together.models import Put, TimeTogether, TogetherFact
from outandback.rooms.together.queries import known_of
from outandback.rooms.traditions.models import Spin, Twist, Way
from outandback.rooms.traditions.queries import grown_from
from outandback.rooms.trips.models import LATER, Trip, TripWords
from outandback.vault.errors import SealError

if TYPE_CHECKING:
    from outandback.vault.fields import SealedRow
    from outandback.vault.keyring import Keyring

DAYS = ("first_on", "last_on", "zone")
FACTS = ("out_at", "back_at", "zone", "back_zone", "begun_at", "returned_at", "called_off_at")
# Of words that were taken away these are empty; other words are never all empty.
SAYS = {Put: "text", Way: "name", Twist: "text", Living: "kind", TripWords: "name"}
# The columns that `later` stands beside.
BESIDE_LATER = (
    "shown",
    "told",
    "received",
    "replied",
    "said",
    "words",
    "shared",
    "living",
    "picture",
)
UNOPENABLE = {"sealed": _("This could not be opened.")}
SAYS |= {SpanWords: "first_on"}


def words(keyring: Keyring, row: SealedRow, name: str) -> Any:
    """As they were last written, as far as this person has them; None where they are closed."""
    newest = None
    if name in BESIDE_LATER and getattr(row, "later", None):
        newest = keyring.open_if_possible(row, "later")
    return keyring.open_if_possible(row, name) if newest is None else newest


def words_shown(keyring: Keyring, row: SealedRow, name: str) -> dict[str, Any] | None:
    try:
        said = words(keyring, row, name)
    except SealError:
        return {name: str(says) for name, says in UNOPENABLE.items()}
    return _as_shown(keyring, row, asdict(said)) if said is not None else None


def _as_shown(keyring: Keyring, row: Any, said: dict[str, Any]) -> dict[str, Any]:
    """When the other put something in other words shows to the day, and so it is taken along."""
    if said.get("changed_at") and row.person_id != keyring.person:
        said["changed_at"] = said["changed_at"][:10]
    return said | (_in_words(keyring, row, said) if isinstance(row, ShownPicture) else {})


def _in_words(keyring: Keyring, row: ShownPicture, said: dict[str, Any]) -> dict[str, str]:
    """A picture is taken along as its sentence and its range, beside the numbers it is drawn of."""
    picture = FrozenFinding(**said)
    if picture.finding not in TOLD:
        return {}
    return {"says": sentence(picture, name_of(keyring, side_of(row))), "likely": basis(picture)}


def is_there(keyring: Keyring, row: SealedRow) -> bool:
    """Not where it was taken away after the other had left, for whom it stays."""
    newest = keyring.open_if_possible(row, "later") if getattr(row, "later", None) else None
    if isinstance(row, Pair) and not (row.living or newest):
        return False
    if isinstance(row, SharedComfort) and row.said is None:
        return False
    if isinstance(row, TimeTogether) and row.person_id == keyring.person and known_of(row).is_gone:
        return False
    if isinstance(row, ShownPicture) and row.person_id == keyring.person and row.withdrawn_at:
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
