from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction

from outandback.rooms.comeback.models import Reception, Telling
from outandback.rooms.people.actions import still_in
from outandback.rooms.people.queries import has_left
from outandback.rooms.replies.models import Reply
from outandback.vault.writing import require_version, write

from . import queries
from .models import EarlierReception, EarlierReply, EarlierTelling

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.comeback.models import Received, Told
    from outandback.rooms.people.models import Membership, Person
    from outandback.rooms.replies.models import Replied
    from outandback.vault.keyring import Keyring

    from .models import Earlier


class TakenBack(Exception):
    """What was said was taken back meanwhile."""


@transaction.atomic
def put_otherwise(
    row: Telling | Reception | Reply,
    mine: Membership,
    keyring: Keyring,
    seen: int,
    said: dict[str, Any],
    at: datetime,
) -> None:
    """Say one's own anew; the words of before stay for both. The same words make no version.

    `seen` is the version that the form showed. Raises Stale, TakenBack, and KeysChanged.
    """
    still_in(mine, keyring)
    row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if row.withdrawn_at:
        raise TakenBack
    before: Told | Received | Replied = keyring.open(row, row.newest)
    after = replace(before, **said)
    if after == before:
        return
    require_version(row, seen)
    _lay_by(row, keyring, before, at)
    _write(row, keyring, row.column_to_write(alone=has_left(mine.other)), after, at)


def forget_versions(person: Person) -> None:
    """What the two had stays with the other; what was this person's alone goes."""
    for model in (Telling, Reception, Reply):
        model._default_manager.filter(person=person).update(later=None)
    for rows, taken_back in (
        (EarlierTelling.objects.all(), "telling__withdrawn_at"),
        (EarlierReception.objects.all(), "reception__withdrawn_at"),
        (EarlierReply.objects.all(), "reply__withdrawn_at"),
    ):
        alone = queries.of_nobody_else(rows, person, taken_back).values_list("pk", flat=True)
        rows.filter(pk__in=list(alone)).delete()


def _lay_by(
    row: Telling | Reception | Reply,
    keyring: Keyring,
    before: Told | Received | Replied,
    at: datetime,
) -> None:
    earlier = _earlier(row, pair_id=row.pair_id, person_id=row.person_id, replaced_at=at)
    keyring.seal(earlier, row.WORDS, before)
    earlier.save()


def _earlier(row: Telling | Reception | Reply, **whose: Any) -> Earlier:
    if isinstance(row, Telling):
        return EarlierTelling(telling=row, **whose)
    if isinstance(row, Reception):
        return EarlierReception(reception=row, **whose)
    return EarlierReply(reply=row, **whose)


def _write(
    row: Telling | Reception | Reply,
    keyring: Keyring,
    column: str,
    words: Told | Received | Replied,
    at: datetime,
) -> None:
    write(row, keyring, column, replace(words, changed_at=at.isoformat()))
