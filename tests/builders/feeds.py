"""Calendars that are given out, made with the same actions as in the app."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from outandback.pages.feeds.context import titles_for
from outandback.rooms.feeds.actions import make_feed
from outandback.rooms.feeds.models import Feed, FeedName
from outandback.rooms.feeds.queries import token_of
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Keyring
from tests.calendar_grammar import problems_in


def give_calendar(
    person: Person, keys: Keyring, at: datetime, name: str = "My phone", **plain: Any
) -> Feed:
    feed = Feed(person=person, **plain)
    make_feed(keys, feed, FeedName(name), titles_for(feed, keys, at), at)
    return feed


def address_of(feed: Feed, keys: Keyring) -> str:
    feed.refresh_from_db()
    return reverse("feed-times", args=[token_of(keys, feed)])


def text_at(address: str) -> str:
    """As a calendar program gets it: well formed, or the test ends here."""
    answer = Client().get(address)
    assert answer.status_code == 200, answer.status_code
    assert problems_in(answer.content) == []
    return str(answer.content.decode())


def events_at(address: str) -> list[Any]:
    return list(Calendar.from_ical(text_at(address)).walk("VEVENT"))


def times_at(address: str) -> list[tuple[str, datetime, datetime]]:
    return [(str(one["SUMMARY"]), one.start, one.end) for one in events_at(address)]
