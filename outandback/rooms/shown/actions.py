from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.notify.actions import take_back, tell_other
from outandback.rooms.notify.models import NotificationKind
from outandback.rooms.people.actions import still_in
from outandback.rooms.people.models import Pair
from outandback.rooms.people.queries import has_left
from outandback.vault.writing import write

from .models import ShownPicture
from .queries import own_standing

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring

    from .models import FrozenFinding


@transaction.atomic
def show(mine: Membership, keyring: Keyring, picture: FrozenFinding, at: datetime) -> None:
    """One of each question: an earlier one gives way. The same of the same day is shown once.
    Raises Parted, and KeysChanged."""
    still_in(mine, keyring)
    known = _held(mine, keyring, picture.finding)
    if known is not None and keyring.open(known, known.newest) == picture:
        return
    alone = has_left(mine.other)
    row = known or ShownPicture(pair_id=mine.pair_id, person_id=mine.person_id, shown_at=at)
    row.shown_at = row.shown_at if alone else at
    write(row, keyring, row.column_to_write(alone=alone), picture)
    tell_other(mine, row.pk, at)


@transaction.atomic
def stop_showing(mine: Membership, keyring: Keyring, question: str, at: datetime) -> None:
    """It is gone, and so is what was still to be said of it. For one who has left it stays as it
    was. It takes no compared words, for nothing is sealed. Raises Parted."""
    still_in(mine)
    row = _held(mine, keyring, question)
    if row is None:
        return
    take_back(NotificationKind.SOMETHING, row.pk)
    if row.picture and has_left(mine.other):
        ShownPicture.objects.filter(pk=row.pk).update(withdrawn_at=at, later=None)
    else:
        row.delete()


def forget_shown(person: Person) -> None:
    """What the two had stays with the other; what was this person's alone goes."""
    own = ShownPicture.objects.filter(person=person)
    own.filter(picture=None).delete()
    own.update(later=None)


def _held(mine: Membership, keyring: Keyring, question: str) -> ShownPicture | None:
    """One after the other, of all that is shown in a pair: which question a row is of is sealed."""
    Pair.objects.select_for_update().get(pk=mine.pair_id)
    standing = own_standing(mine, keyring).get(question)
    return standing.row if standing else None
