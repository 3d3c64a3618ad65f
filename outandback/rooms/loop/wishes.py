"""Hours of one's own in each whole week, beside those that one wished for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from outandback.insight.history import History, LivedLeave
    from outandback.rooms.people.models import Ease, Person
    from outandback.vault.keyring import Keyring

WEEK, HOURS_A_DAY = 7, 24


def with_wish(found: History, person: Person, keyring: Keyring, until: float) -> History:
    """Without a wish in hours there is nothing to be held beside it."""
    wished = hours_wished(person, keyring)
    if wished is None:
        return found
    return replace(found, own_hours=own_hours(found.leaves, until), wished=wished)


def hours_wished(person: Person, keyring: Keyring) -> float | None:
    """In a week, as they said last; None where they said no number. Raises Closed."""
    said: Ease | None = keyring.open(person, "ease")
    return None if said is None or said.wish_hours is None else float(said.wish_hours)


def own_hours(leaves: Iterable[LivedLeave], until: float) -> tuple[float | None, ...]:
    """By week from the first Monday on, up to the last that is over at `until`, in days: hours of
    one's own leaves that were not for work. None before the first of them, which a person may not
    have been here for; what reaches into the next week counts there."""
    own = [one for one in leaves if one.own and not one.work]
    many = int(until // WEEK)
    first = min((int(one.out // WEEK) + 1 for one in own), default=many)
    spent = [0.0] * many
    for one in own:
        for week in range(max(int(one.out // WEEK), 0), min(int(one.back // WEEK) + 1, many)):
            within = min(one.back, (week + 1) * WEEK) - max(one.out, week * WEEK)
            spent[week] += max(within, 0.0) * HOURS_A_DAY
    return tuple(None if week < first else hours for week, hours in enumerate(spent))
