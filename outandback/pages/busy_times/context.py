"""What the pages of calendars show of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from outandback.rooms.calendars import queries
from outandback.rooms.calendars.content import sentences
from outandback.rooms.calendars.models import Source
from outandback.ui.spoken import DayFormat, say_day
from outandback.ui.templatetags.times import here
from outandback.vault.letters import Opener

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from django_stubs_ext import StrOrPromise

    from outandback.rooms.calendars.models import Named
    from outandback.rooms.calendars.queries import Busy
    from outandback.rules.busy_times import Read
    from outandback.web.requests import PersonRequest

MOST_DAYS, MOST_AHEAD = 5, 8
PATIENCE = timedelta(minutes=3)


@dataclass(frozen=True)
class ShownSource:
    """A calendar as its owner sees it."""

    source: Source
    named: Named
    read: Read | None

    @property
    def trouble(self) -> StrOrPromise:
        return sentences.TROUBLES.get(self.source.trouble, "")

    @property
    def kind(self) -> StrOrPromise:
        return sentences.KINDS[self.source.kind]

    @property
    def state(self) -> str:
        """In a line of a list, where nothing is wrong with it."""
        if self.source.asked:
            return str(sentences.BEING_READ)
        if self.source.read_on is None:
            return str(sentences.NOT_READ_YET)
        return str(sentences.READ_ON).format(day=_day(self.source.read_on))

    @property
    def left_out(self) -> list[str]:
        """Days of events that could not be read, and nothing else of them."""
        days = self.read.left_out if self.read else []
        said = [str(sentences.COULD_NOT_READ).format(day=_day(day)) for day in days[:MOST_DAYS]]
        return said + ([str(sentences.AND_MORE)] if len(days) > MOST_DAYS else [])


def _day(on: date) -> str:
    return say_day(on, here(), shape=DayFormat.NEAR)


def shown_sources(request: PersonRequest) -> list[ShownSource]:
    opener = Opener(request.keyring)
    rows = queries.sources_of(request.user)
    return [shown_source(request, row, opener) for row in rows]


def shown_source(request: PersonRequest, row: Source, opener: Opener | None = None) -> ShownSource:
    """Raises Closed."""
    opener = opener or Opener(request.keyring)
    named = request.keyring.open(row, "named")
    return ShownSource(row, named, queries.read_of(row, request.keyring, opener))


def is_waited_for(source: Source, at: datetime) -> bool:
    """Whether its page looks by itself how far it is. One that nobody reads is not looked at for
    ever."""
    return source.asked and source.due_at is not None and at < source.due_at + PATIENCE


def ahead(shown: ShownSource, at: datetime) -> Iterator[Busy]:
    """The next times that were read of it."""
    spans = shown.read.spans if shown.read else []
    coming = (one for one in spans if one[1] > at.timestamp())
    for _, span in zip(range(MOST_AHEAD), coming, strict=False):
        yield queries.busy(span)
