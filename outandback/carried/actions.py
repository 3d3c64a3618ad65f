from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from outandback.people.queries import token_hash
from outandback.vault.keyring import Keyring

from . import queries
from .models import Carried, Sent

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.people.models import Person

# Of one person within an hour: more than anybody writes, and no more than a small file.
MOST = 20
LONGEST = 200_000


class TooMuch(Exception):
    """More than is carried: too long, or too many within the hour."""


@transaction.atomic
def carry(person: Person, keyring: Keyring, token: str, sent: Sent, at: datetime) -> Carried:
    """Seal a form to its writer: at once where their keys are open, else as a letter."""
    forget_old(at)
    long = sum(len(value) for _, values in sent.fields for value in values)
    if long > LONGEST or Carried.objects.filter(person=person).count() >= MOST:
        raise TooMuch
    row = Carried(person=person, browser=token_hash(token), came_at=at)
    if keyring.person == person.pk and keyring.everyday_open:
        keyring.seal(row, "sent", sent)
    else:
        Keyring(person.pk).seal(row, "letter", sent)
    row.save()
    return row


def take_in(person: Person, keyring: Keyring, token: str, at: datetime) -> None:
    """Their keys are open for a moment: letters become what they can read while signed in."""
    for row in queries.letters_for(person, token, at):
        keyring.seal(row, "sent", keyring.open(row, "letter"))
        row.letter = None
        row.save(update_fields=["letter", "sent"])


def forget_old(at: datetime) -> None:
    Carried.objects.filter(came_at__lte=at - queries.LASTS).delete()


def forget(person: Person) -> None:
    Carried.objects.filter(person=person).delete()
