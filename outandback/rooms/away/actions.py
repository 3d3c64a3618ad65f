from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from outandback.rooms.leave.actions import check_at_door, close_plan, plan_leave
from outandback.rooms.leave.models import DoorAnswers, Plan
from outandback.rules.return_times import wall_at
from outandback.vault.actions import reseal_letters
from outandback.vault.errors import SealError
from outandback.vault.queries import letters_in

from .models import Caught, Departure, Moment, MomentKind, Piece

if TYPE_CHECKING:
    from outandback.rooms.leave.models import Leave, When
    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring


class OutAlready(Exception):
    """Someone can be out on one leave at a time."""


def set_out(
    leave: Leave, keyring: Keyring, answers: DoorAnswers, at: datetime, name: UUID | None = None
) -> Departure:
    """Out the door. Sent twice, it is one departure. Raises OutAlready from another leave.

    `name` is that of the answers; those of another form that came first stay.
    """
    try:
        with transaction.atomic():
            return _depart(leave, keyring, answers, at, name)
    except IntegrityError:
        raise OutAlready from None


@transaction.atomic
def go_now(
    person: Person, keyring: Keyring, leave_id: UUID, when: When, plan: Plan, at: datetime
) -> Departure:
    """Out at once, on a leave that is planned by going. One form is one leave.

    Going waits for no key: with nothing said and nothing open it has no words. Raises OutAlready,
    and Closed where something is said.
    """
    words = plan if keyring.everyday_open or plan != Plan() else None
    leave = plan_leave(person, keyring, leave_id, when, words, at)
    return set_out(leave, keyring, DoorAnswers(), at)


def catch_moment(
    departure: Departure, keyring: Keyring, arrival: UUID, caught: Caught, at: datetime
) -> None:
    """Keep it at once, sealed to its person. What arrives twice under one name is kept once."""
    person = departure.person
    day = wall_at(at, person.zone).date()
    moment = Moment(departure=departure, person=person, client_id=arrival, arrived_on=day)
    keyring.seal(moment, "caught", caught)
    Moment.objects.bulk_create([moment], ignore_conflicts=True)


def keep_sealed_moment(departure: Departure, name: UUID, sealed: bytes, at: datetime) -> None:
    """As `catch_moment`, for one that a phone has sealed to its person."""
    person = departure.person
    day = wall_at(at, person.zone).date()
    moment = Moment(id=name, departure=departure, person=person, client_id=name, arrived_on=day)
    moment.caught = sealed
    Moment.objects.bulk_create([moment], ignore_conflicts=True)


def lay_sealed_piece(moment: Moment, name: UUID, sealed: bytes) -> None:
    """A piece of a photo or a voice note, once."""
    piece = Piece(id=name, moment=moment, person_id=moment.person_id, held=sealed)
    Piece.objects.bulk_create([piece], ignore_conflicts=True)


def arrival_name(client_id: UUID, kind: str, text: str) -> UUID:
    """One form sent twice is one moment; the same form with other words in it is another.

    The form's own random name keeps this from saying anything about the words.
    """
    mixed = sha256(b"|".join((client_id.bytes, kind.encode(), text.encode())))
    return UUID(bytes=mixed.digest()[:16], version=4)


def answers_name(client_id: UUID, answers: DoorAnswers) -> UUID:
    return arrival_name(client_id, "door", json.dumps(asdict(answers)))


def undo_moment(person: Person, arrival: UUID) -> UUID | None:
    """Take back what was just kept. Answers the leave it was caught on."""
    own = Moment.objects.filter(person=person, client_id=arrival)
    moment = own.select_related("departure").first()
    if moment is None:
        return None
    moment.delete()
    return moment.departure.leave_id


def join_vault(person: Person, keyring: Keyring) -> None:
    """What was caught with the room closed moves into the opened room. What a phone handed in as a
    moment and is none goes before anybody reads it."""
    own = Moment.objects.filter(person=person)
    for moment in letters_in(own, "caught"):
        if not _is_a_moment(moment, keyring):
            moment.delete()
    reseal_letters(keyring, own, "caught")


def _is_a_moment(moment: Moment, keyring: Keyring) -> bool:
    try:
        caught: Caught = keyring.open(moment, "caught")
        datetime.fromisoformat(caught.caught_at)
        for name in (*caught.photo, *caught.voice):
            UUID(name)
        return caught.kind in MomentKind and isinstance(caught.text, str)
    except (SealError, ValueError, TypeError, AttributeError):
        return False


def _depart(
    leave: Leave, keyring: Keyring, answers: DoorAnswers, at: datetime, name: UUID | None
) -> Departure:
    whose = {"person_id": leave.person_id, "set_out_at": at}
    departure, first = Departure.objects.get_or_create(leave=leave, defaults=whose)
    if first or answers != DoorAnswers():
        check_at_door(leave, keyring, answers, at, name)
    if first:
        close_plan(leave, at)
    return departure
