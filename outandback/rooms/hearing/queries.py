from __future__ import annotations

from typing import TYPE_CHECKING

from .models import Listening, Opened

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.vault.keyring import Keyring


def opened_by(keyring: Keyring, pair_id: UUID) -> frozenset[str]:
    """What the person of this keyring opened in a pair, by id in hex. Nothing while it is shut."""
    if not keyring.everyday_open:
        return frozenset()
    row = Listening.objects.filter(pair=pair_id, person=keyring.person).first()
    return frozenset(opened_in(keyring, row))


def opened_in(keyring: Keyring, row: Listening | None) -> tuple[str, ...]:
    opened: Opened | None = keyring.open(row, "opened") if row else None
    return tuple(opened.tellings) if opened else ()
