from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.people.queries import token_hash
from outandback.vault import seal
from outandback.vault.actions import reseal_letters as take_in_letters
from outandback.vault.fields import sealed_field
from outandback.vault.writing import begin_version

from . import queries
from .models import Carried, Sent, Unsent

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring

# Of one person within an hour: more than anybody writes, and no more than a small file.
MOST = 20
LONGEST = 200_000
_words = sealed_field(Carried(), "sent")
MOST_UNSENT = 100


class TooMuch(Exception):
    """More than is carried: too long, or too many within the hour."""


@transaction.atomic
def carry(person: Person, keyring: Keyring, token: str, sent: Sent, at: datetime) -> Carried:
    """Seal a form for its writer where their keys are open, else under their browser's cookie.

    Not to their public key: while their keys are closed, nobody can say that it is theirs.
    """
    forget_old(at)
    if size_of(sent) > LONGEST or Carried.objects.filter(person=person).count() >= MOST:
        raise TooMuch
    row = Carried(person=person, browser=token_hash(token), came_at=at)
    if keyring.person == person.pk and keyring.everyday_open:
        keyring.seal(row, "sent", sent)
    else:
        row.box = seal.seal_record(_root_of(token), row.place(), _words.pack(sent))
    row.save()
    return row


def seal_to_writer(person: Person, keyring: Keyring, token: str, at: datetime) -> None:
    """Their keys open: what rests in boxes becomes what they can read while signed in."""
    for row in queries.boxes_for(person, token, at):
        with suppress(seal.SealError):
            raw = seal.open_record(_root_of(token), row.place(), bytes(row.box or b""))
            keyring.seal(row, "sent", _words.unpack(raw))
            row.box = None
            row.save(update_fields=["box", "sent"])


def _root_of(token: str) -> seal.Root:
    return seal.Root(seal.derive(token.encode(), "carried"), 1)


def forget_old(at: datetime) -> None:
    Carried.objects.filter(came_at__lte=at - queries.LASTS).delete()


def forget(person: Person) -> None:
    Carried.objects.filter(person=person).delete()
    Unsent.objects.filter(person=person).delete()


# What is half-written ---------------------------------------------------------------------------


@transaction.atomic
def keep_unsent(
    person: Person, keyring: Keyring, name: UUID, form: str, sent: Sent, private: bool, at: datetime
) -> None:
    """The same again under the same name. What the private room is to hold is sealed for it, and
    without open keys everything is. Raises TooMuch."""
    own = Unsent.objects.filter(person=person)
    own.filter(written_at__lte=at - queries.UNSENT_LASTS).delete()
    row = own.filter(pk=name).first()
    if size_of(sent) > LONGEST or (row is None and own.count() >= MOST_UNSENT):
        raise TooMuch
    row = begin_version(row or Unsent(pk=name, person=person))
    row.about, row.written_at = queries.about(form), at
    apart = private or not keyring.everyday_open
    keyring.seal(row, "private", sent if apart else None)
    keyring.seal(row, "everyday", None if apart else sent)
    row.save()


def drop_unsent(person: Person, name: UUID) -> None:
    """It was sent, or its writer started afresh."""
    Unsent.objects.filter(person=person, pk=name).delete()


def join_vault(person: Person, keyring: Keyring) -> None:
    take_in_letters(keyring, Unsent.objects.filter(person=person), "private")


def size_of(sent: Sent) -> int:
    return sum(len(value) for _, values in sent.fields for value in values)
