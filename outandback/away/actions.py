from __future__ import annotations

import json
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from outandback.leave.actions import check_at_door, close_plan
from outandback.leave.models import DoorAnswers
from outandback.rules.return_times import wall_at
from outandback.vault.actions import take_in

from .models import Caught, Departure, Moment

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.leave.models import Leave
    from outandback.people.models import Person
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


def catch_moment(
    departure: Departure, keyring: Keyring, arrival: UUID, caught: Caught, at: datetime
) -> None:
    """Keep it at once, sealed to its person. What arrives twice under one name is kept once."""
    person = departure.person
    day = wall_at(at, person.zone).date()
    moment = Moment(departure=departure, person=person, client_id=arrival, arrived_on=day)
    keyring.seal(moment, "caught", caught)
    Moment.objects.bulk_create([moment], ignore_conflicts=True)


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
    """What was caught with the room closed moves into the opened room."""
    take_in(keyring, Moment.objects.filter(person=person), "caught")


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
