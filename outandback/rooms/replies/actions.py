from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.comeback.models import Telling
from outandback.rooms.comeback.queries import reception_of
from outandback.rooms.notify.actions import tell_other
from outandback.rooms.people.actions import side_of, still_in

from .models import Replied, Reply
from .queries import question_in

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.comeback.models import Reception
    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring


class RepliedBefore(Exception):
    """The question was answered before; the first answer stands."""


class NothingAsked(Exception):
    """There is no question, or not any more."""


@transaction.atomic
def answer_question(
    telling: Telling, person: Person, keyring: Keyring, replied: Replied, at: datetime
) -> Reply:
    """Once. Said twice it is still said once. Raises NothingAsked, RepliedBefore, KeysChanged."""
    mine = side_of(person.pk, telling.pair_id)
    still_in(mine, keyring)
    Telling.objects.select_for_update().get(pk=telling.pk)
    reception = reception_of(person, telling)
    before = Reply.objects.filter(reception__telling=telling).first()
    if before is None:
        if reception is None or not question_in(keyring, reception):
            raise NothingAsked
        return _say(reception, mine, keyring, replied, at)
    if keyring.open(before, before.newest) != replied:
        raise RepliedBefore
    return before


def _say(
    reception: Reception, mine: Membership, keyring: Keyring, replied: Replied, at: datetime
) -> Reply:
    row = Reply(reception=reception, pair_id=mine.pair_id, person_id=mine.person_id)
    row.replied_at = at
    keyring.seal(row, "replied", replied)
    row.save()
    tell_other(mine, row.pk, at)
    return row
