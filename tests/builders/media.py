"""Photos and voice notes as a phone hands them in, in pieces."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from django.urls import reverse

from outandback.rooms.away.models import Caught, Departure, Moment, Piece
from outandback.rooms.comeback.actions import choose
from outandback.rooms.comeback.models import Decision, Homecoming, Telling
from outandback.rooms.people.models import Membership, Person
from outandback.vault import seal
from outandback.vault.fields import Stored
from outandback.vault.keyring import Keyring
from outandback.vault.queries import private_keys
from tests.builders.homecomings import telling_of
from tests.builders.phones import BYTES

PHOTO = b"\xff\xd8\xff\xe0 one half, " + b"and the other"
VOICE = b"\x1a\x45\xdf\xa3 a few words spoken"


def seal_piece(person: Person, moment: UUID, raw: bytes, name: UUID | None = None) -> bytes:
    """A piece as a phone seals it."""
    name = name or uuid4()
    place = seal.EnvelopePlace(Piece._meta.db_table, "held", name, person.pk, 1)
    key = private_keys(person.pk)[-1]
    letter = seal.seal_letter(bytes(key.public), key.generation, place, raw)
    return name.bytes + moment.bytes + Stored(1, 1, letter).written()


def hand_in_piece(headers: dict[str, str], raw: bytes, client: Client | None = None) -> int:
    sent = (client or Client()).post(reverse("pocket-pieces"), raw, BYTES, headers=headers)
    return sent.status_code


def make_moment_with_media(
    departure: Departure, keys: Keyring, at: datetime, text: str = "", **along: Sequence[bytes]
) -> Moment:
    """A moment with its photo, its voice note, or both; `keys` hold the open room."""
    person: Any = departure.person_id
    moment = Moment(departure=departure, person_id=person, arrived_on=at.date())
    pieces = {what: [_held(moment, keys, raw) for raw in parts] for what, parts in along.items()}
    names = {what: [str(one.pk) for one in parts] for what, parts in pieces.items()}
    keys.seal(moment, "caught", Caught("sense", text, at.isoformat(), **names))
    moment.save()
    Piece.objects.bulk_create(one for parts in pieces.values() for one in parts)
    return moment


def _held(moment: Moment, keys: Keyring, raw: bytes) -> Piece:
    row = Piece(moment=moment, person_id=moment.person_id)
    keys.seal(row, "held", raw)
    return row


def make_telling_with_media(
    home: Homecoming, keys: Keyring, mine: Membership, at: datetime, text: str = "", **along: Any
) -> Telling:
    """A moment brought home with all that goes along with it."""
    moment = make_moment_with_media(home.departure, keys, at, text, **(along or {"photo": [PHOTO]}))
    choose(home, keys, [Decision(moment, "tell", along=("photo", "voice"))], mine, at)
    return telling_of(moment, keys)
