"""The pages on which somebody connects a calendar to write into, mends it, and takes it away."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.feeds.models import Feed
from outandback.rooms.people.models import Person
from outandback.rooms.written.models import WrittenCalendar, WrittenEntry
from outandback.rooms.written.queries import write_access_of
from tests.builders.calendar_servers import PASSWORD, Owner
from tests.builders.feeds import give_calendar
from tests.builders.leaves import make_heads_up, make_leave
from tests.builders.written import NOWHERE, files_of, write_all, write_into
from tests.fixtures import ClientOf, Clock, Keys


@pytest.fixture(autouse=True)
def now(clock: Clock, at: datetime) -> None:
    clock(at)


def account_form(owner: Owner, **changes: object) -> dict[str, Any]:
    typed = {"address": owner.server.address, "user": owner.user, "password": PASSWORD}
    return {"form_id": str(uuid4())} | typed | changes


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return found[1]


def choice_form(page: str, **changes: object) -> dict[str, Any]:
    kept = {name: hidden(page, name) for name in ("form_id", "credential")}
    return kept | {"calendar": "0", "says": "busy"} | changes


def looked_for(client: Client, owner: Owner) -> str:
    answer = client.post(reverse("written-new"), account_form(owner))
    assert answer.status_code == 422
    page: str = answer.content.decode()
    return page


def test_an_account_then_one_of_its_calendars_and_a_leave_stands_there(
    ana: Person, keys: Keys, at: datetime, client_of: ClientOf, owner: Owner
) -> None:
    owner.make_calendar("other", "The club")
    make_heads_up(make_leave(ana, keys(ana), at), ana.current, keys(ana), at)
    client = client_of(ana)
    page = looked_for(client, owner)
    assert "The club" in page and "Ours" in page and PASSWORD not in page
    assert not WrittenCalendar.objects.exists()
    form = choice_form(page, calendar="0" if page.index("Ours") < page.index("The club") else "1")
    answers = [client.post(reverse("written-new"), form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert WrittenCalendar.objects.count() == 1
    shown = client.get(answers[0]["Location"]).content.decode()
    assert "It is written within a few minutes." in shown and "Ours" in shown
    write_all(at)
    assert len(files_of(owner, "ours")) == 2 and files_of(owner, "other") == {}
    assert "It is up to date." in client.get(answers[0]["Location"]).content.decode()
    assert "Written into a calendar account" in client.get(reverse("feeds")).content.decode()


def test_what_is_wrong_is_said_and_nothing_is_kept(
    ana: Person, client_of: ClientOf, owner: Owner
) -> None:
    client = client_of(ana)
    answer = client.post(reverse("written-new"), account_form(owner, password="not this"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "The name or the password was not taken." in page
    assert owner.user in page and "not this" not in page
    answer = client.post(reverse("written-new"), account_form(owner, address="http://10.0.0.1/"))
    assert "has to be named on this server" in answer.content.decode()
    assert not WrittenCalendar.objects.exists()


def test_tries_at_an_account_are_counted(ana: Person, client_of: ClientOf, owner: Owner) -> None:
    client, form = client_of(ana), account_form(owner, address="http://10.0.0.1/")
    for _ in range(21):
        client.post(reverse("written-new"), form)
    said = client.post(reverse("written-new"), form).content.decode()
    assert "has to be named on this server" not in said and "minute" in said


@pytest.mark.parametrize("whose", ["another person", "another form", "an hour later", "made up"])
def test_what_was_found_is_for_its_person_its_form_and_an_hour(
    ana: Person, ben: Person, at: datetime, client_of: ClientOf, owner: Owner, clock: Clock,
    whose: str,
) -> None:  # fmt: skip
    form = choice_form(looked_for(client_of(ana), owner))
    if whose == "another form":
        form["form_id"] = str(uuid4())
    elif whose == "made up":
        form["credential"] = "bm90aGluZw=="
    elif whose == "an hour later":
        clock(at + timedelta(hours=1))
    client = client_of(ben if whose == "another person" else ana)
    answer = client.post(reverse("written-new"), form)
    assert answer.status_code == 422 and not WrittenCalendar.objects.exists()
    assert "Type the name and the password once more" in answer.content.decode()


def test_a_form_with_the_name_of_somebody_elses_calendar_changes_nothing(
    ana: Person, ben: Person, keys: Keys, at: datetime, client_of: ClientOf, owner: Owner
) -> None:
    feed = give_calendar(ben, keys(ben), at)
    client = client_of(ana)
    answer = client.post(reverse("written-new"), account_form(owner, form_id=str(feed.pk)))
    client.post(reverse("written-new"), choice_form(answer.content.decode()))
    assert not WrittenCalendar.objects.exists() and Feed.objects.get().person_id == ben.pk


def test_titles_are_not_offered(ana: Person, client_of: ClientOf, owner: Owner) -> None:
    client = client_of(ana)
    page = looked_for(client, owner)
    assert 'value="title"' not in page
    answer = client.post(reverse("written-new"), choice_form(page, says="title"))
    assert answer.status_code == 422 and not WrittenCalendar.objects.exists()


def connected(person: Person, keys: Keys, at: datetime) -> WrittenCalendar:
    return write_into(person, keys(person), at, NOWHERE, "ana", "lamp-in-the-hall")


def test_another_password_is_tried_at_once(
    ana: Person, keys: Keys, at: datetime, client_of: ClientOf
) -> None:
    own = connected(ana, keys, at)
    own.trouble, own.attempts, own.held_until = "password", 4, at + timedelta(hours=9)
    own.save()
    client = client_of(ana)
    assert (
        "is not taken there any more"
        in client.get(reverse("written", args=[own.pk])).content.decode()
    )
    address = reverse("written-mending", args=[own.pk])
    assert 'value="ana"' in client.get(address).content.decode()
    assert client.post(address, {"user": "ana", "password": ""}).status_code == 422
    assert client.post(address, {"user": "ana", "password": "new"}).status_code == 303
    own.refresh_from_db()
    assert (own.trouble, own.held_until) == ("", at)
    assert write_access_of(own).password == "new" and write_access_of(own).url == NOWHERE


@pytest.mark.parametrize("remove", [True, False])
def test_taken_away(
    ana: Person, keys: Keys, at: datetime, client_of: ClientOf, remove: bool
) -> None:
    own, client = connected(ana, keys, at), client_of(ana)
    WrittenEntry.objects.create(calendar=own, source="a" * 32, said="x", etag='"1"')
    page = client.get(reverse("written", args=[own.pk])).content.decode()
    assert re.search(r'name="remove"[^>]*checked', page)
    sent = {"remove": "on"} if remove else {}
    assert client.post(reverse("written-away", args=[own.pk]), sent).status_code == 303
    assert Feed.objects.exists() == remove
    listed = client.get(reverse("feeds")).content.decode()
    assert ("It is being taken away." in listed) == remove
    if remove:
        client.post(reverse("written-away", args=[own.pk]))
        assert not Feed.objects.exists(), "forgotten now"


def test_it_has_no_address_and_no_page_of_one(
    ana: Person, keys: Keys, at: datetime, client_of: ClientOf
) -> None:
    own, client = connected(ana, keys, at), client_of(ana)
    assert client.get(reverse("feed", args=[own.pk])).status_code == 404
    for name in ("feed-address", "feed-end"):
        assert client.post(reverse(name, args=[own.pk])).status_code == 404
    assert WrittenCalendar.objects.exists()


def test_five_fit_whatever_others_have(
    ana: Person, ben: Person, keys: Keys, at: datetime, client_of: ClientOf, owner: Owner
) -> None:
    for _ in range(5):
        connected(ben, keys, at)
    assert looked_for(client_of(ana), owner)
    answer = client_of(ben).post(reverse("written-new"), account_form(owner))
    page = answer.content.decode()
    assert answer.status_code == 422 and "Five calendars can be written into." in page
