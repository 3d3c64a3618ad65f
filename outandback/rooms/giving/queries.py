from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from outandback.rooms.away.models import Moment
from outandback.rooms.away.queries import moment_of, moments_of
from outandback.rooms.comeback.queries import homecoming_of, kept_in_order, not_brought
from outandback.ui.texts import entries_of, some_of
from outandback.vault.prepared_queries import Given, Prepared, given_id, given_time

from .models import Draft, TenDay

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime
    from uuid import UUID

    from outandback.rooms.comeback.models import Homecoming, KeptMoment, Telling
    from outandback.rooms.people.models import Membership, Person
    from outandback.ui.texts import Entry
    from outandback.vault.keyring import Keyring

CONTENT = Path(__file__).parent / "content"
# No day is named further ahead than that, so older rows are about days that are over.
LATELY = timedelta(days=8)

_lately = Prepared(
    lambda: (
        named_lately(given_id("pair"), given_time("since"))
        .select_related("telling__reception")
        .order_by("named_at", "pk")
    )
)


def at_home_with(person: Person, moment_id: UUID) -> tuple[Homecoming, Moment]:
    """One's own moment, and the return that it came home with."""
    moment = moment_of(person, moment_id)
    return homecoming_of(person, moment.departure.leave_id), moment


def draft_about(person: Person, moment: Moment) -> Draft | None:
    return Draft.objects.filter(person=person, moment=moment).first()


def decided(person: Person, keyring: Keyring, moment: Moment) -> KeptMoment:
    """The moment, opened, with what its person decided about it."""
    return kept_in_order(person, keyring, [moment])[0]


def next_waiting(person: Person, keyring: Keyring, home: Homecoming) -> KeptMoment | None:
    """Of the moments of one return the first that is still to be taught or given."""
    kept = not_brought(person, keyring, moments_of(person, home.departure))
    return next((one for one in kept if one.waits_to), None)


def examples(moment: Moment, turn: int) -> list[Entry]:
    """How other sentences came out."""
    return some_of(entries_of(CONTENT, "teaching"), moment.pk, turn)


def ten_minutes(moment: Moment, apart: bool, turn: int) -> list[Entry]:
    """Things to do together; by phone, where the two live apart."""
    entries = [one for one in entries_of(CONTENT, "together") if one["apart"] or not apart]
    return some_of(entries, moment.pk, turn)


def gifts(moment: Moment, turn: int) -> list[Entry]:
    return some_of(entries_of(CONTENT, "gifts"), moment.pk, turn)


def all_words(name: str) -> frozenset[str]:
    return frozenset(entry["words"] for entry in entries_of(CONTENT, name))


def day_named_for(mine: Membership, telling: Telling) -> TenDay | None:
    """The day that counts, in the pair of now."""
    named = TenDay.objects.filter(telling=telling, pair=mine.pair_id)
    return named.order_by("named_at", "pk").last()


def named_lately(pair: Given, since: Given) -> QuerySet[TenDay]:
    """The days that the two of a pair named, of which some may lie ahead."""
    return TenDay.objects.filter(pair=pair, named_at__gt=since, telling__withdrawn_at=None)


def ten_minutes_on(mine: Membership, keyring: Keyring, today: date, at: datetime) -> Telling | None:
    """What the two named this day for, if anything; the one that was named last."""
    named = {row.telling_id: row for row in _lately(pair=mine.pair_id, since=at - LATELY)}
    return _first_on(named.values(), keyring, today)


def _first_on(rows: Iterable[TenDay], keyring: Keyring, today: date) -> Telling | None:
    days = ((row.telling, keyring.open_if_possible(row, "day")) for row in reversed(list(rows)))
    return next((telling for telling, day in days if day and day.on == today.isoformat()), None)
