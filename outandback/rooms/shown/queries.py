from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists

from outandback.rooms.people.models import Membership
from outandback.vault.prepared_queries import Prepared, given_id, given_time

from .models import FrozenFinding, ShownPicture

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from django.db.models import QuerySet

    from outandback.rooms.people.models import Person
    from outandback.vault.keyring import Keyring
    from outandback.vault.prepared_queries import Given


@dataclass(frozen=True)
class OpenedPicture:
    """One that one side of a pair has, opened."""

    row: ShownPicture
    picture: FrozenFinding
    own: bool


def standing_in(side: Membership, keyring: Keyring) -> list[OpenedPicture]:
    """What the two show each other, as one of them has it, the newest first. Raises Closed."""
    rows = ShownPicture.objects.filter(pair=side.pair_id)
    found = [_opened(row, side, keyring) for row in rows if stands_for(row, side)]
    return sorted(found, key=_day_and_question, reverse=True)


def _day_and_question(one: OpenedPicture) -> tuple[str, str, str]:
    """The same for both, and in no order in which rows were written."""
    return one.picture.on, one.picture.finding, str(one.row.person_id)


def own_standing(side: Membership | None, keyring: Keyring) -> dict[str, OpenedPicture]:
    """What somebody shows now, by its question. Raises Closed."""
    if side is None:
        return {}
    rows = ShownPicture.objects.filter(pair=side.pair_id, person=side.person_id, withdrawn_at=None)
    return {one.picture.finding: one for one in (_opened(row, side, keyring) for row in rows)}


def side_of(row: ShownPicture) -> Membership | None:
    """The side of whoever shows it."""
    return Membership.objects.filter(pair=row.pair_id, person=row.person_id).first()


def stands_for(row: ShownPicture, side: Membership) -> bool:
    """Whether this side was there to see it, and still has it."""
    if row.person_id == side.person_id:
        return row.withdrawn_at is None
    seen = side.ended_at is None or row.shown_at <= side.ended_at
    return bool(row.picture) and seen and row.stands_for(side)


def shown_lately(me: Given, pair: Given) -> Exists:
    """Whether the other one shows something since a month or less, for a question about something
    else."""
    return Exists(_shown_lately(me, pair))


def newest_shown(person: Person, pair_id: UUID, since: datetime) -> ShownPicture | None:
    """The last that the other one showed. They stand on one page, and opening it opens all."""
    return _newest.first(person=person.pk, pair=pair_id, month_ago=since)


def _shown_lately(me: Given, pair: Given) -> QuerySet[ShownPicture]:
    shown = ShownPicture.objects.filter(pair=pair, shown_at__gt=given_time("month_ago"))
    return shown.filter(withdrawn_at=None, picture__isnull=False).exclude(person=me)


_newest = Prepared(
    lambda: (
        _shown_lately(given_id("person"), given_id("pair"))
        .order_by("-shown_at", "pk")
        .only("row_version", "shown_at")
    )
)


def _opened(row: ShownPicture, side: Membership, keyring: Keyring) -> OpenedPicture:
    picture: FrozenFinding = keyring.open(row, row.column_for(side))
    return OpenedPicture(row, picture, row.person_id == side.person_id)
