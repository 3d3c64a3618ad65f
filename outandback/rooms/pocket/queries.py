from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q

from outandback.rooms.away.models import Moment, Piece
from outandback.rooms.leave.models import DoorCheck, Leave
from outandback.rooms.leave.queries import STILL_AHEAD
from outandback.vault import seal
from outandback.vault.errors import SealError
from outandback.vault.fields import Stored, sealed_field
from outandback.vault.queries import is_proven, newest_private_key, private_keys
from outandback.vault.web_push import base64url

from .models import Arriving, AtDoor, Command, Did, PhoneCommand, Token

if TYPE_CHECKING:
    from outandback.rooms.people.models import Person
    from outandback.vault.fields import SealedRow
    from outandback.vault.keyring import Keyring

Facts = dict[str, str | bool | None]

# A fortnight away with hours of one's own on each day, or a week with two of them on each.
CARRIED_FOR, MOST_CARRIED = timedelta(days=14), 14
FACTS = ("out_at", "back_at", "zone", "back_zone", "begun_at", "returned_at")
TRANSIT = 1  # the generation of the server's transit key, and the shape of what is sealed to it
NAMES = 32  # two names of 16 bytes stand in front of a moment, one in front of a command
MOST = 8 * 1024
MOST_OF_A_COMMAND = 128 * 1024  # with the longest answers at the door, sealed twice
MOST_OF_A_PIECE = 264 * 1024  # 256 KiB, its padding and its names
# All that reading JSON of any shape as a command can come to.
MISSHAPEN = (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError)


class Nonsense(Exception):
    """Not something that a phone of this person's would send."""


class OtherKey(Nonsense):
    """Sealed to a key that is not this person's, or not this server's."""


def transit_key() -> seal.KeyPair:
    """The key that commands are sealed to, from the file in the data folder."""
    return seal.key_pair_of(seal.derive(settings.TRANSIT_KEY, "transit"), TRANSIT)


def keys_for(person: Person, keyring: Keyring) -> dict[str, Any] | None:
    """What a phone seals to: its person's own key for words, the server's for commands. None while
    nobody can say that it is their own."""
    newest = newest_private_key(person.pk)
    if newest is None or not is_proven(newest, keyring.keyset):
        return None
    return {
        "public": base64url(bytes(newest.public)),
        "generation": newest.generation,
        "fingerprint": seal.fingerprint(bytes(newest.public)).hex(),
        "transit": base64url(transit_key().public),
        "transit_generation": TRANSIT,
    }


def leaves_to_carry(person: Person, at: datetime) -> list[Facts]:
    """The plain facts of the leave under way, and then of the ones ahead, the next one first; no
    words."""
    out = Q(begun_at__isnull=False, returned_at=None)
    ahead = Q(begun_at=None, called_off_at=None, out_at__range=(at - STILL_AHEAD, at + CARRIED_FOR))
    own = Leave.objects.filter(out | ahead, person=person).only(*FACTS)
    rows = own.order_by(F("begun_at").asc(nulls_last=True), "out_at", "pk")
    return [_facts(leave) for leave in rows[:MOST_CARRIED]]


def _facts(leave: Leave) -> Facts:
    return {
        "id": str(leave.pk),
        "out": leave.out_at.isoformat(),
        "back": leave.back_at.isoformat() if leave.back_at else None,
        "out_zone": leave.zone,
        "zone": leave.back_zone,
        "state": "out" if leave.is_out else "ahead",
        "answered": leave.is_out and DoorCheck.objects.filter(leave=leave).exists(),
    }


def hashed(token: str) -> str:
    return sha256(b"OB1 pocket " + token.encode()).hexdigest()


def token_behind(text: str) -> Token | None:
    """The token of a phone. A parting since it was made ends it, and so does erasing an account."""
    known = Token.objects.filter(token_hash=hashed(text), person__is_active=True)
    parted = known.filter(person__memberships__ended_at__gte=F("made_at"))
    return known.exclude(pk__in=parted.values("pk")).select_related("person").first()


def is_done(person: Person, client_id: UUID) -> bool:
    return Command.objects.filter(person=person, client_id=client_id).exists()


def command_in(person: Person, raw: bytes) -> tuple[UUID, PhoneCommand]:
    """A command out of its seal, with the name that the phone gave it.

    Raises Nonsense, and OtherKey.
    """
    client_id = _uuid(raw[:16])
    try:
        _require_one_of([_letter_to(transit_key().public, TRANSIT)], seal.header_of(raw[16:]))
        plain = seal.open_letter(transit_key(), command_place(person, client_id), raw[16:])
        return client_id, _said(person, json.loads(plain))
    except (SealError, *MISSHAPEN):
        raise Nonsense from None


def command_place(person: Person, client_id: UUID) -> seal.EnvelopePlace:
    """Bound to its person and its name: nobody else can send it, nor can it pass for another."""
    return seal.EnvelopePlace("pocket_command", "said", client_id, person.pk, 1, TRANSIT)


def moment_in(person: Person, raw: bytes) -> Arriving:
    """A moment for this person, unopened. Raises Nonsense."""
    return _letter_in(person, raw, Moment(), "caught")


def piece_in(person: Person, raw: bytes) -> Arriving:
    """A piece of a photo or a voice note, unopened. Raises Nonsense."""
    return _letter_in(person, raw, Piece(), "held")


def pieces_of(person: Person, moment_id: UUID) -> tuple[Moment | None, int]:
    """The moment that a piece goes with, where it has arrived, and how many pieces it has."""
    moment = Moment.objects.filter(person=person, pk=moment_id).first()
    return moment, Piece.objects.filter(moment=moment_id, person=person).count()


def _letter_in(person: Person, raw: bytes, row: SealedRow, column: str) -> Arriving:
    """A letter in a moment or a piece. Raises Nonsense, and OtherKey."""
    arriving = Arriving(_uuid(raw[:16]), _uuid(raw[16:NAMES]), raw[NAMES:])
    _require_letter(person, arriving.sealed, row, column)
    return arriving


def _require_letter(person: Person, sealed: bytes, row: SealedRow, column: str) -> None:
    """A letter to this person's key, in the shape of its column.

    Raises Nonsense, and OtherKey.
    """
    stored = Stored.read(sealed)
    shape = (1, sealed_field(row, column).schema)
    try:
        header = seal.header_of(stored.envelope)
    except SealError:
        raise Nonsense from None
    if (stored.version, stored.schema) != shape:
        raise Nonsense
    _require_one_of(_letters_to(person), header)


def _letters_to(person: Person) -> list[seal.Header]:
    return [_letter_to(bytes(key.public), key.generation) for key in private_keys(person.pk)]


def _letter_to(public: bytes, generation: int) -> seal.Header:
    return seal.Header(seal.LETTER, seal.fingerprint(public)[:8], generation)


def _require_one_of(known: list[seal.Header], header: seal.Header) -> None:
    if header.suite != seal.LETTER:
        raise Nonsense
    if header not in known:
        raise OtherKey


def _said(person: Person, words: dict[str, Any]) -> PhoneCommand:
    back, door = words.get("back"), words.get("door")
    at, promised = _instant(words["at"]), _instant(back) if back else None
    answered = _at_door(person, door) if door else None
    return PhoneCommand(Did(words["kind"]), UUID(words["leave"]), at, promised, answered)


def _at_door(person: Person, text: str) -> AtDoor:
    """The name of the row and its letter, which is not opened here. Raises Nonsense, OtherKey."""
    raw = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    answered = AtDoor(_uuid(raw[:16]), raw[16:])
    _require_letter(person, answered.sealed, DoorCheck(), "answers")
    return answered


def _instant(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError("a time without its zone")
    return at.astimezone(UTC)


def _uuid(raw: bytes) -> UUID:
    if len(raw) != 16:
        raise Nonsense
    return UUID(bytes=raw)
