from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from outandback.people.models import Pair
from outandback.people.queries import has_left, keep_to_pin

from .models import Kept, Ritual
from .queries import last_version, text_of

if TYPE_CHECKING:
    from outandback.people.models import Membership
    from outandback.vault.keyring import Keyring


class Stale(Exception):
    """The ritual was changed elsewhere since the form was opened."""


@transaction.atomic
def keep_ritual(mine: Membership, keyring: Keyring, kind: str, text: str, seen: int) -> None:
    """Either of the two writes it; without words it is taken away.

    `seen` is the version that the form showed, 0 for none. Raises Stale, and KeysChanged.
    """
    keep_to_pin(mine, keyring)
    Pair.objects.select_for_update().get(pk=mine.pair_id)
    ritual = last_version(mine, kind)
    if ritual is None:
        ritual = Ritual(pair_id=mine.pair_id, kind=kind, row_version=0)
    if text_of(keyring, ritual) == text:
        return
    if ritual.row_version not in (0, seen):
        raise Stale
    if has_left(mine.other) and not ritual.alone:
        ritual = Ritual(pair_id=mine.pair_id, kind=kind, row_version=seen, alone=True)
    _write(ritual, mine, keyring, text)


def _write(ritual: Ritual, mine: Membership, keyring: Keyring, text: str) -> None:
    ritual.row_version += 1
    ritual.person_id = mine.person_id
    keyring.seal(ritual, "words", Kept(text) if text else None)
    ritual.save()
