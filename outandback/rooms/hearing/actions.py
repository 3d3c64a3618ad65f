from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from outandback.vault.writing import write

from .models import Listening, Opened
from .queries import opened_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring

# Today looks back a month; more than this is not sent in one.
MOST_SENT = 200


@transaction.atomic
def note_opened(person: Person, pair_id: UUID, keyring: Keyring, tellings: Iterable[UUID]) -> None:
    """Somebody can hear these now. For their eyes alone, and nothing goes out. Raises Closed."""
    row, opened = _hold(person, pair_id, keyring)
    new = _new([telling.hex for telling in tellings], opened.tellings)
    if new:
        write(row, keyring, "opened", replace(opened, tellings=(*opened.tellings, *new)))


@transaction.atomic
def note_sent_opened(person: Person, pair_id: UUID, keyring: Keyring, marks: Iterable[str]) -> None:
    """Somebody opened what these marks name. The same holds."""
    row, opened = _hold(person, pair_id, keyring)
    new = _new(marks, opened.sent)
    if new:
        kept = (*opened.sent, *new)[-MOST_SENT:]
        write(row, keyring, "opened", replace(opened, sent=kept))


def _hold(person: Person, pair_id: UUID, keyring: Keyring) -> tuple[Listening, Opened]:
    Listening.objects.bulk_create(
        [Listening(pair_id=pair_id, person=person)], ignore_conflicts=True
    )
    row = Listening.objects.select_for_update().get(pair=pair_id, person=person)
    return row, opened_in(keyring, row)


def _new(marks: Iterable[str], known: Iterable[str]) -> list[str]:
    before = set(known)
    return [mark for mark in marks if mark not in before]
