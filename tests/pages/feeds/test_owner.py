"""The pages on which somebody keeps the calendars that they give out."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.account import export_spec
from outandback.rooms.account.export_spec import OnesOwn
from outandback.rooms.feeds.models import Feed
from outandback.rooms.people.models import Person
from tests.builders.feeds import address_of, give_calendar, times_at
from tests.builders.leaves import INTENTION, make_heads_up, make_leave
from tests.fixtures import ClientOf, Clock, Keys

NAME = "My mother in Leeds"


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def feed_form(**changes: object) -> dict[str, Any]:
    form = {"form_id": str(uuid4()), "name": NAME, "says": "busy"}
    return form | changes


def test_one_form_makes_one_calendar(ana: Person, client_of: ClientOf) -> None:
    form, client = feed_form(), client_of(ana)
    answers = [client.post(reverse("feeds"), form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    feed = Feed.objects.get()
    page = client.get(answers[0]["Location"]).content.decode()
    assert NAME in page
    assert (feed.says, feed.untold, feed.snapshot) == ("busy", False, None)


def test_busy_is_what_it_says_where_nothing_is_chosen(ana: Person, client_of: ClientOf) -> None:
    page = client_of(ana).get(reverse("feeds")).content.decode()
    assert 'value="busy"' in page.partition("checked")[0].rpartition("<input")[2]


def test_words_leave_only_after_their_writer_was_told_who_reads_them(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime
) -> None:
    leave = make_leave(ana, keys(ana), at)
    make_heads_up(leave, ana.current, keys(ana), at)
    client, form = client_of(ana), feed_form(says="title")
    warned = client.post(reverse("feeds"), form)
    page = warned.content.decode()
    assert (warned.status_code, Feed.objects.count()) == (422, 0)
    assert "Your words leave this server." in page
    assert NAME in page
    assert client.post(reverse("feeds"), form | {"warned": "on"}).status_code == 303
    assert times_at(address_of(Feed.objects.get(), keys(ana)))[0][0] == INTENTION


def test_without_a_name_it_says_what_to_do_and_keeps_the_rest(
    ana: Person, client_of: ClientOf
) -> None:
    answer = client_of(ana).post(reverse("feeds"), feed_form(name="", says="away"))
    page = answer.content.decode()
    assert (answer.status_code, Feed.objects.count()) == (422, 0)
    assert "Say who reads it" in page


def test_time_together_and_trips_are_a_tick_that_nobody_made_for_them(
    ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana)
    page = client.get(reverse("feeds")).content.decode()
    (tick,) = re.findall(r'<input[^>]*name="shared"[^>]*>', page)
    assert "checked" not in tick
    made = client.post(reverse("feeds"), feed_form(shared="on"))
    assert Feed.objects.get().shared
    for address in (made["Location"], reverse("feeds")):
        assert "Also time together and trips" in client.get(address).content.decode()


def test_the_warning_stands_before_what_was_typed_and_keeps_it(
    ana: Person, client_of: ClientOf
) -> None:
    page = client_of(ana).post(reverse("feeds"), feed_form(says="title", shared="on"))
    said = page.content.decode()
    assert said.index("Your words leave this server.") < said.index(NAME)
    (tick,) = re.findall(r'<input[^>]*name="shared"[^>]*>', said)
    assert "checked" in tick


def test_somebody_alone_is_asked_of_nobody_else(cleo: Person, client_of: ClientOf) -> None:
    page = client_of(cleo).get(reverse("feeds")).content.decode()
    assert "untold" not in page
    assert "shared" not in page
    form = feed_form(untold="on", shared="on")
    assert client_of(cleo).post(reverse("feeds"), form).status_code == 303
    assert not Feed.objects.get().untold
    assert not Feed.objects.get().shared


def test_taken_away_is_gone_at_once(
    ana: Person, keys: Keys, at: datetime, client_of: ClientOf
) -> None:
    feed = give_calendar(ana, keys(ana), at)
    address = address_of(feed, keys(ana))
    client_of(ana).post(reverse("feed-end", args=[feed.pk]))
    assert (Client().get(address).status_code, Feed.objects.count()) == (404, 0)


def test_names_and_addresses_stay_sealed(
    ana: Person, keys: Keys, at: datetime, client_of: ClientOf
) -> None:
    feed = give_calendar(ana, keys(ana), at, name=NAME)
    page = client_of(ana).get(reverse("feed", args=[feed.pk])).content.decode()
    address = address_of(feed, keys(ana))
    assert address in page
    token = address.rpartition("/")[2].removesuffix(".ics")
    row = Feed.objects.values().get()
    assert NAME not in str(row)
    assert token not in str(row)


def test_the_other_one_sees_the_same_with_and_without(
    ana: Person, ben: Person, keys: Keys, at: datetime, client_of: ClientOf
) -> None:
    pages = [reverse(name) for name in ("today", "settings", "feeds", "story")]
    before = [client_of(ben).get(page).content for page in pages]
    feed = give_calendar(ana, keys(ana), at)
    Client().get(address_of(feed, keys(ana)))
    after = [client_of(ben).get(page).content for page in pages]
    assert [len(one) for one in before] == [len(one) for one in after]
    assert client_of(ben).get(reverse("feed", args=[feed.pk])).status_code == 404


def test_an_export_lists_them_without_their_addresses() -> None:
    groups = (one for one in vars(export_spec).values() if isinstance(one, tuple))
    kinds = (one for group in groups for one in group if isinstance(one, OnesOwn))
    (calendars,) = (one for one in kinds if one.model is Feed)
    assert calendars.sealed == ("name",)
    assert not {"token", "token_hash", "snapshot"} & set(calendars.plain)
