from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from outandback.rules.busy_times import Read, Span, merged, unpacked, within
from outandback.vault.errors import SealError
from outandback.vault.keyring import Closed
from outandback.vault.letters import Opener

from .models import SharedBusy, Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring


class Busy(NamedTuple):
    """A time in which somebody is busy. With what is not known."""

    start: datetime
    end: datetime


def own_busy(person: Person, keyring: Keyring, since: datetime, until: datetime) -> list[Busy]:
    """All of one's own, shared or not; none where they are closed."""
    opener = Opener(keyring)
    read = (read_of(source, keyring, opener) for source in sources_of(person))
    return _between((span for one in read if one for span in one.spans), since, until)


def shared_busy(
    side: Membership | None, keyring: Keyring, since: datetime, until: datetime
) -> dict[UUID, list[Busy]]:
    """What each of the two shares, by whose it is. Empty without a pair, and where it is closed."""
    rows = SharedBusy.objects.filter(pair=side.pair_id) if side else ()
    found: dict[UUID, list[Busy]] = {}
    for row in rows:
        with suppress(Closed, SealError):
            spans = unpacked(keyring.open(row, row.newest)).spans
            found[row.person_id] = _between(spans, since, until)
    return found


def sources_of(person: Person) -> QuerySet[Source]:
    return Source.objects.filter(person=person).order_by("made_on", "pk")


def read_of(source: Source, keyring: Keyring, opener: Opener) -> Read | None:
    """What was last read of a calendar, taken in already or not; None where it is closed."""
    try:
        raw = _newest(source, keyring, opener)
    except (Closed, SealError):
        return None
    return unpacked(raw) if raw else None


def _newest(source: Source, keyring: Keyring, opener: Opener) -> bytes | None:
    if source.arrived:
        with suppress(SealError):  # to a key that is gone: what was there before still counts
            return opener.open(source.letter_place(), bytes(source.arrived))
    raw: bytes | None = keyring.open(source, "times")
    return raw


def _between(spans: Iterable[Span], since: datetime, until: datetime) -> list[Busy]:
    cut = within(merged(spans), int(since.timestamp()), int(until.timestamp()))
    return [Busy(datetime.fromtimestamp(a, UTC), datetime.fromtimestamp(b, UTC)) for a, b in cut]
