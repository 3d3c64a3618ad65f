from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from django.shortcuts import get_object_or_404

from outandback.rules.busy_times import Read, Span, merged, unpacked, within
from outandback.vault.errors import SealError
from outandback.vault.keyring import Closed
from outandback.vault.letters import Opener
from outandback.vault.server_key import open_as_server

from .models import Access, SharedBusy, Source

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from outandback.rooms.people.models import Membership, Person
    from outandback.vault.keyring import Keyring


PURPOSE = "calendar addresses"
MOST_SOURCES = 12
AT_A_TIME = 20


class Busy(NamedTuple):
    """A time in which somebody is busy. With what is not known."""

    start: datetime
    end: datetime


def own_busy(person: Person, keyring: Keyring, since: datetime, until: datetime) -> list[Busy]:
    """All of one's own, shared or not; none where they are closed."""
    return busy_among(sources_of(person), keyring, since, until)


def busy_among(
    sources: Iterable[Source], keyring: Keyring, since: datetime, until: datetime
) -> list[Busy]:
    """The same, of rows that somebody has asked for already."""
    opener = Opener(keyring)
    read = (read_of(source, keyring, opener) for source in sources)
    return _between((span for one in read if one for span in one.spans), since, until)


def shared_busy(
    side: Membership | None, keyring: Keyring, since: datetime, until: datetime
) -> dict[UUID, list[Busy]]:
    """What each of the two shares, by whose it is. Empty without a pair, and where it is closed."""
    rows = SharedBusy.objects.filter(pair=side.pair_id) if side else ()
    return shared_among(rows, keyring, since, until)


def shared_among(
    rows: Iterable[SharedBusy], keyring: Keyring, since: datetime, until: datetime
) -> dict[UUID, list[Busy]]:
    """The same, of rows that somebody has asked for already."""
    found: dict[UUID, list[Busy]] = {}
    for row in rows:
        with suppress(Closed, SealError):
            spans = unpacked(keyring.open(row, row.newest)).spans
            found[row.person_id] = _between(spans, since, until)
    return found


def sources_of(person: Person) -> QuerySet[Source]:
    return Source.objects.filter(person=person).order_by("made_on", "pk")


def source_of(person: Person, source_id: UUID) -> Source:
    """One's own. Anybody else's is not there."""
    return get_object_or_404(Source, pk=source_id, person=person)


def access_of(source: Source) -> Access:
    """For the program alone. Raises SealError where the server has another key by now."""
    raw = open_as_server(PURPOSE, source.box_place(), bytes(source.box))
    return Access(**json.loads(raw))


def access_if_open(source: Source) -> Access | None:
    """The same; None where the server has another key by now."""
    try:
        return access_of(source)
    except SealError:
        return None


def due(at: datetime) -> QuerySet[Source]:
    """What is to be read by now, whoever's it is; what its owner waits for comes first."""
    waiting = Source.objects.filter(due_at__lte=at).select_related("person")
    return waiting.order_by("-asked", "due_at", "pk")[:AT_A_TIME]


def waiting_to_be_taken_in(person: Person) -> QuerySet[Source]:
    return sources_of(person).filter(arrived__isnull=False)


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
    return [busy(span) for span in cut]


def busy(span: Span) -> Busy:
    start, end = (datetime.fromtimestamp(second, UTC) for second in span)
    return Busy(start, end)
