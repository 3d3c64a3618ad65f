from __future__ import annotations

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


@transaction.atomic
def note_opened(person: Person, pair_id: UUID, keyring: Keyring, tellings: Iterable[UUID]) -> None:
    """Somebody can hear these now. For their eyes alone, and nothing goes out. Raises Closed."""
    Listening.objects.bulk_create(
        [Listening(pair_id=pair_id, person=person)], ignore_conflicts=True
    )
    row = Listening.objects.select_for_update().get(pair=pair_id, person=person)
    known = opened_in(keyring, row)
    new = [telling.hex for telling in tellings if telling.hex not in known]
    if new:
        write(row, keyring, "opened", Opened((*known, *new)))
