from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db import transaction

from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.people.actions import still_in
from outandback.rooms.together.actions import put_in
from outandback.rooms.together.models import TogetherWords
from outandback.rooms.together.queries import next_name
from outandback.rules.afterwards import day_of
from outandback.rules.return_times import promised_at
from outandback.rules.times_together import Hours, TimeHeld

from .queries import free_to_hold

if TYPE_CHECKING:
    from outandback.rooms.people.models import Person

    from .times import Asker


class For(StrEnum):
    """For how long somebody wants nothing suggested on Today."""

    WEEK = "week"
    MONTH = "month"
    UNTIL_ASKED = "asked"


DAYS = {For.WEEK: timedelta(days=7), For.MONTH: timedelta(days=30)}


@transaction.atomic
def hold(asker: Asker, start: datetime, at: datetime) -> bool:
    """The free hours that begin then become time together, with nothing planned in them. Not
    where they are free no more: held twice, they are held once. Raises KeysChanged."""
    mine = asker.mine
    if mine is None or not mine.words_compared:
        return False
    still_in(mine, asker.keyring)
    free = free_to_hold(asker, start, at)
    if free is None:
        return False
    zone = asker.person.zone
    hours = Hours(promised_at(free.start, zone), promised_at(free.end, zone))
    put_in(mine, asker.keyring, next_name(mine, free.start), TimeHeld(hours), TogetherWords(), at)
    return True


def put_away(person: Person, how_long: For, at: datetime) -> None:
    """Nothing is suggested before that day; without one, before its person asks. Kept with how
    they want to be told, which Today has at hand."""
    days = DAYS.get(how_long)
    until = day_of(at, person.zone) + days if days else None
    keep_preferences(person, suggestions_off=True, suggestions_until=until)
