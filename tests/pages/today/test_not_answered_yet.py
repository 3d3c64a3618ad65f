"""What was told and not answered: five days on Today, mentioned on the sixth, then in the story."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.comeback import actions
from outandback.rooms.comeback.models import Received, Telling
from outandback.rooms.people.models import Person
from tests.builders.homecomings import MARK, make_homecoming, make_telling
from tests.builders.leaves import bare
from tests.fixtures import ClientOf, Clock, Keys

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TOLD = datetime.fromisoformat("2026-05-14T20:00+00:00")
LAST = "Something Ana brought home is in your story, for any day that suits."


@pytest.fixture
def telling(ana: Person, keys: Keys) -> Telling:
    back = make_homecoming(ana, keys(ana), TOLD - HOUR)
    return make_telling(back, ana, keys(ana, room=True), TOLD)


def shown(client: Client) -> str:
    """How Today mentions it: as ever, for the last time, or not at all."""
    html = client.get("/").content.decode()
    found = [what for what in ("Ana brought something home.", LAST) if what in html]
    return found[0] if found else ""


def on_each_day(client: Client, clock: Clock, days: int = 8) -> list[str]:
    seen = []
    for day in range(days):
        clock(TOLD + HOUR + day * DAY)
        seen.append(shown(client))
    return seen


AS_EVER = "Ana brought something home."


def test_five_days_as_ever_then_one_line_on_one_day_then_nothing(
    ben: Person, telling: Telling, client_of: ClientOf, clock: Clock
) -> None:
    client = client_of(ben)
    assert on_each_day(client, clock) == [AS_EVER] * 5 + [LAST, "", ""]
    clock(TOLD + 30 * DAY)
    assert "Hear it" in client.get("/story/").content.decode()
    page = client.get(reverse("reception", args=[telling.pk]), {"hear": "now"})
    assert MARK in page.content.decode()
    assert MARK in client.get("/story/").content.decode()


def test_the_line_leads_to_it_and_counts_nothing(
    ana: Person, ben: Person, telling: Telling, keys: Keys, client_of: ClientOf, clock: Clock
) -> None:
    client = client_of(ben)
    clock(TOLD + 5 * DAY)
    one = bare(client.get("/").content.decode())
    assert reverse("reception", args=[telling.pk]) in one
    room = keys(ana, room=True)
    bringing = actions.Bringing(telling.homecoming, room, ana.current, frozenset(), TOLD + HOUR)
    for _ in range(3):
        actions.bring(bringing, room.open(telling, "told"))
    assert bare(client.get("/").content.decode()) == one


def test_tonight_is_the_same_evening_until_five_in_the_morning(
    ana: Person, ben: Person, telling: Telling, client_of: ClientOf, clock: Clock
) -> None:
    client, place = client_of(ben), reverse("hearing-day", args=[telling.pk])
    clock(datetime.fromisoformat("2026-05-15T00:30+01:00"))
    days = client.get(reverse("reception", args=[telling.pk])).content.decode()
    assert 'value="2026-05-14"' in days and "Tonight" in days
    client.post(place, {"on": "2026-05-14"})
    assert shown(client) == AS_EVER
    told = reverse("telling", args=[telling.pk])
    assert "wants to hear this properly on Thursday" in client_of(ana).get(told).content.decode()
    client.post(place, {"on": "2026-05-15"})
    assert shown(client) == ""
    clock(datetime.fromisoformat("2026-05-15T05:00+01:00"))
    assert shown(client) == AS_EVER


def test_a_named_day_begins_it_anew(
    ben: Person, telling: Telling, keys: Keys, client_of: ClientOf, clock: Clock
) -> None:
    actions.say_day(telling, ben, keys(ben), date(2026, 5, 17))
    seen = on_each_day(client_of(ben), clock, 10)
    assert seen == [""] * 3 + [AS_EVER] * 5 + [LAST, ""]


def test_what_was_answered_is_not_mentioned(
    ben: Person, telling: Telling, keys: Keys, client_of: ClientOf, clock: Clock
) -> None:
    actions.receive(telling, ben, keys(ben), Received("Wow."), TOLD + HOUR)
    assert on_each_day(client_of(ben), clock) == [""] * 8


def test_the_giver_and_others_see_nothing_of_it(
    ana: Person, cleo: Person, dede: Person, telling: Telling, client_of: ClientOf, clock: Clock
) -> None:
    for person in (ana, cleo, dede):
        client = client_of(person)
        clock(TOLD + 5 * DAY)
        assert "is in your story, for any day that suits" not in client.get("/").content.decode()
    before = {}
    for day in (4, 5, 6):
        clock(TOLD + day * DAY)
        before[day] = client_of(ana).get("/story/").content.decode()
        before[day] = bare(before[day])
    assert before[4] == before[5] == before[6]
