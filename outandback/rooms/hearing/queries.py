from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Subquery

from outandback.vault.fields import sealed_field
from outandback.vault.prepared_queries import Prepared, given_id

from .models import Listening, Opened

if TYPE_CHECKING:
    from uuid import UUID

    from outandback.vault.keyring import Keyring
    from outandback.vault.prepared_queries import Given


_listening = Prepared(
    lambda: Listening.objects.filter(pair=given_id("pair"), person=given_id("person"))
)


def all_opened(keyring: Keyring, pair_id: UUID) -> Opened:
    """What the person of this keyring opened in a pair. Nothing while it is shut."""
    if not keyring.everyday_open:
        return Opened()
    return opened_in(keyring, _listening.first(pair=pair_id, person=keyring.person))


def opened_by(keyring: Keyring, pair_id: UUID) -> frozenset[str]:
    """The tellings among it, by id in hex."""
    return frozenset(all_opened(keyring, pair_id).tellings)


def marks_beside(me: Given, pair: Given) -> dict[str, Subquery]:
    """The marks of a pair, still sealed, for a question that finds one row."""
    mine = Listening.objects.filter(pair=pair, person=me)
    return {"marks_row": Subquery(mine.values("pk")), "marks": Subquery(mine.values("opened"))}


def sent_and_opened_beside(keyring: Keyring, row: Any) -> frozenset[str]:
    """What else the other one sent, by its mark, where that came along with a row."""
    if not row.marks or not keyring.everyday_open or keyring.person is None:
        return frozenset()
    column = sealed_field(Listening, "opened")
    raw = keyring.read_held(column, row.marks_row, keyring.person, row.marks)
    opened: Opened = column.unpack(raw)
    return frozenset(opened.sent)


def opened_in(keyring: Keyring, row: Listening | None) -> Opened:
    opened: Opened | None = keyring.open(row, "opened") if row else None
    return opened or Opened()
