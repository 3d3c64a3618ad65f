from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.urls import reverse

from outandback import __version__
from outandback.rooms.feeds import queries
from outandback.rooms.feeds.content import sentences
from outandback.rooms.feeds.models import Feed, names_key
from outandback.rooms.leave.given_out import times_of, title_of
from outandback.rooms.leave.queries import given_out
from outandback.rooms.trips.given_out import titles_of_two
from outandback.rooms.written.content import sentences as written_sentences
from outandback.rooms.written.queries import written_by
from outandback.rules.feed_times import TOGETHER, TRIP, entry_of, until_day
from outandback.rules.icalendar_text import calendar
from outandback.ui.addresses import absolute
from outandback.ui.languages import speaking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.http import HttpRequest
    from django_stubs_ext import StrOrPromise

    from outandback.rooms.feeds.models import Titles
    from outandback.rooms.leave.models import Leave
    from outandback.rooms.written.models import WrittenCalendar
    from outandback.rules.icalendar_text import CalendarEntry
    from outandback.vault.keyring import Keyring
    from outandback.web.requests import PersonRequest

KIND = "text/calendar; charset=utf-8"
HEADERS = {
    "Cache-Control": "private, no-cache",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}
NAME = 32


def for_a_program(response: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        response[name] = value
    return response


def nowhere() -> HttpResponse:
    """Any address that leads nowhere gets the same answer."""
    return for_a_program(HttpResponse(status=404, content_type="text/plain; charset=utf-8"))


def calendar_of(feed: Feed, token: str, at: datetime) -> bytes:
    """All that a calendar program is told."""
    with speaking(feed.person.language):
        said = {kind: str(word) for kind, word in _words(feed).items()}
    return calendar(said[""], feed.made_on, _entries(feed, token, said, at))


def _words(feed: Feed) -> dict[str, StrOrPromise]:
    """What an entry says without a title, by what it is."""
    if feed.has_titles:
        return {"": sentences.AWAY, TOGETHER: sentences.TOGETHER, TRIP: sentences.TRIP}
    word = sentences.BUSY if feed.says == Feed.FeedWording.BUSY else sentences.AWAY
    return dict.fromkeys(("", TOGETHER, TRIP), word)


def _entries(feed: Feed, token: str, said: dict[str, str], at: datetime) -> Iterator[CalendarEntry]:
    """One after the other, so that thousands of them are never in memory at once."""
    titles = feed.titles_behind(token)
    key = blake2b(digest_size=NAME // 2, key=names_key(token))
    for one in times_of(feed, at):
        words = (titles[one.row][0] if one.row in titles else "") or said[one.kind]
        name = key.copy()
        name.update(one.source.encode())
        yield entry_of(one, name.hexdigest(), words, feed.changed(one))


def version_of(feed: Feed, at: datetime) -> str:
    """Another one where what is shown may be another; no act that it does not show makes it one.
    Worked out without a look at any time of its owner's."""
    rests = feed.rests_at is not None and at >= feed.rests_at
    facts = (feed.pk, feed.stamp, feed.row_version, rests, feed.person.language, at.date())
    said = f"{facts} {__version__}"
    return f'"{sha256(said.encode()).hexdigest()[:NAME]}"'


def titles_for(feed: Feed, keyring: Keyring, at: datetime) -> Titles:
    """What a feed with titles says of all that it shows by now. Raises Closed."""
    if not feed.has_titles:
        return {}
    rows = queries.rows_shown(feed, given_out(feed.person_id), at)
    of_two = titles_of_two(feed.person.current, keyring, at) if feed.shared else {}
    return of_two | {row.pk.hex: _titled(row, keyring) for row in rows}


def _titled(leave: Leave, keyring: Keyring) -> tuple[str, str]:
    return title_of(keyring.open(leave, "plan")), until_day(leave.out_at, leave.back_at)


def addresses_of(request: HttpRequest, token: str) -> dict[str, str]:
    """The address itself, and as a phone’s calendar takes it up."""
    whole = absolute(reverse("feed-times", args=[token]), request)
    return {"link": whole, "webcal": urlsplit(whole)._replace(scheme="webcal").geturl()}


@dataclass(frozen=True)
class FeedRow:
    """One in the list: where it leads, who reads it, and what it says, or what is wrong."""

    feed: Feed
    leads_to: str
    name: str
    hint: StrOrPromise
    in_trouble: bool = False


def rows_of(request: PersonRequest) -> list[FeedRow]:
    written = written_by(request.user)
    return [
        _row(one, written.get(one.pk), queries.reader_of(request.keyring, one))
        for one in queries.feeds_of(request.user)
    ]


def _row(feed: Feed, written: WrittenCalendar | None, name: str) -> FeedRow:
    if written is None:
        return FeedRow(feed, "feed", name, sentences.SHORT[feed.says])
    if written.ending_at:
        return FeedRow(feed, "written", name, written_sentences.BEING_REMOVED)
    if written.trouble:
        return FeedRow(feed, "written", name, written_sentences.ROW_IN_TROUBLE, in_trouble=True)
    return FeedRow(feed, "written", name, written_sentences.IN_A_ROW[feed.says])
