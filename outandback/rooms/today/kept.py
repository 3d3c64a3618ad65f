"""What waits to be heard, and with it something that was heard before, asked in one."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid5
from zoneinfo import ZoneInfo

from django.db.models import F, QuerySet, Subquery
from django.db.models.functions import Coalesce

from outandback.rooms.comeback.models import Telling
from outandback.rooms.comeback.queries import unanswered
from outandback.vault.prepared_queries import Prepared, given_id

if TYPE_CHECKING:
    from datetime import datetime

    from outandback.rooms.people.models import Membership, Person

_heard = Telling.objects.filter(
    pair=given_id("pair"),
    withdrawn_at=None,
    reception__isnull=False,
    reception__withdrawn_at=None,
).order_by("pk")
_first_heard = Subquery(_heard.values("pk")[:1])
_next_heard = Subquery(_heard.filter(pk__gte=given_id("day")).values("pk")[:1])


def _with_answer(tellings: QuerySet[Telling]) -> QuerySet[Telling]:
    return tellings.select_related("hearing_day").annotate(answer=F("reception")).order_by()


def _kept() -> QuerySet[Telling]:
    return Telling.objects.filter(pk=Coalesce(_next_heard, _first_heard))


_waiting_and_kept = Prepared(
    lambda: _with_answer(unanswered()).union(_with_answer(_kept()), all=True).order_by("told_at")
)


def waiting_and_kept(
    person: Person, mine: Membership | None, at: datetime
) -> tuple[list[Telling], Telling | None]:
    """What waits to be heard; and something that was heard, on another day another one."""
    if mine is None or mine.other is None:
        return [], None
    day = uuid5(mine.pair_id, at.astimezone(ZoneInfo(person.zone)).date().isoformat())
    found = _waiting_and_kept(pair=mine.pair_id, teller=mine.other.person_id, day=day)
    kept = [one for one in found if getattr(one, "answer", None)]
    return [one for one in found if one not in kept], next(iter(kept), None)
