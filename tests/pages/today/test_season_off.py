"""In a season off Today asks nothing and offers nothing; what two planned and what was sent stays.

It is its person's alone: no page of the other one changes by a byte.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.comeback import actions as comeback
from outandback.rooms.comeback.models import HomeAnswers, Homecoming, Received
from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.notify.queries import preference_of
from outandback.rooms.people.models import Person
from tests.builders.cover import make_window
from tests.builders.homecomings import make_homecoming, make_telling
from tests.builders.leaves import bare, make_departure, make_heads_up, make_leave
from tests.builders.times_together import make_time_together
from tests.cast import Cast, again
from tests.fixtures import ClientOf, Clock

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LEAVE = {"out": "2026-05-13T15:00", "back": "2026-05-14T12:00"}


@dataclass
class World:
    cast: Cast
    clock: Clock
    at: datetime

    def person(self, name: str) -> Person:
        return again(self.cast.people[name])

    def homecoming(self, name: str, ago: timedelta, told: bool = True) -> Any:
        person = self.person(name)
        keys = self.cast.keys(person, room=True)
        return make_homecoming(person, keys, self.at - ago, heads_up=told)

    def other_is_out(self) -> None:
        ana = self.person("Ana")
        keys = self.cast.keys(ana, room=True)
        leave = make_leave(ana, keys, self.at - DAY, **LEAVE)
        make_heads_up(leave, ana.current, keys, self.at - DAY)
        make_departure(leave, keys, self.at - 2 * HOUR)


def nothing_there(world: World) -> None:
    pass


def came_back_yesterday(world: World) -> None:
    world.homecoming("Ben", DAY)


def came_back_now(world: World) -> None:
    world.homecoming("Ben", HOUR)
    for home in Homecoming.objects.all():
        comeback.check_in(
            home,
            world.person("Ben"),
            world.cast.keys(world.person("Ben"), room=True),
            HomeAnswers(felt=7),
            HomeAnswers(),
            None,
            world.at,
        )


def other_came_back(world: World) -> None:
    world.homecoming("Ana", HOUR)


def other_is_out(world: World) -> None:
    world.other_is_out()


def heard_before(world: World) -> None:
    back = world.homecoming("Ana", 9 * HOUR)
    ana, ben = world.person("Ana"), world.person("Ben")
    telling = make_telling(back, ana, world.cast.keys(ana, room=True), world.at - 9 * HOUR)
    received = Received("Wow."), world.at - 8 * HOUR
    comeback.receive(telling, ben, world.cast.keys(ben), *received)
    world.other_is_out()


def were_together(world: World) -> None:
    ben = world.person("Ben")
    starts, ends = "2026-05-13T16:00", "2026-05-13T17:00"
    make_time_together(ben, world.cast.keys(ben), world.at - DAY, starts, ends)


# What Today offers that nobody planned or sent: when, for whom, and what it says.
UNASKED: dict[str, tuple[Callable[[World], None], str, str]] = {
    "a first plan": (nothing_there, "Ben", "A very small one"),
    "hours for the other": (nothing_there, "Ben", "Offer Ana some hours"),
    "a note of time together": (were_together, "Ben", "We had it"),
    "time together": (nothing_there, "Ben", "together-times/new"),
    "a thought": (nothing_there, "Ben", "One thought, if you like"),
    "free hours": (nothing_there, "Ben", "Hours that are free"),
    "a partner": (nothing_there, "Cleo", "Invite a partner"),
    "an evening after": (came_back_yesterday, "Ben", "How is it tonight?"),
    "a recovery sheet": (came_back_now, "Ben", "A recovery sheet"),
    "how it was at home": (other_came_back, "Ben", "How was this leave for you?"),
    "an evening at home": (other_is_out, "Ben", "Your evening, too"),
    "an agreement": (other_is_out, "Ben", "Agree on “I need you”"),
    "something heard before": (heard_before, "Ben", "From your story"),
}


@pytest.fixture
def world(cast: Cast, clock: Clock, at: datetime) -> World:
    clock(at)
    return World(cast, clock, at)


def body(client: Client, name: str = "today") -> str:
    return bare(client.get(reverse(name)).content.decode())


@pytest.mark.parametrize("kind", UNASKED)
def test_nothing_is_offered_that_nobody_asked_for(
    kind: str, world: World, client_of: ClientOf
) -> None:
    arrange, name, says = UNASKED[kind]
    arrange(world)
    person = world.person(name)
    client = client_of(person)
    assert says in body(client)
    keep_preferences(person, season_off=True)
    assert says not in body(client)


def test_what_is_so_what_was_planned_and_what_was_sent_stays(
    world: World, client_of: ClientOf
) -> None:
    ana, ben = world.person("Ana"), world.person("Ben")
    keep_preferences(ben, season_off=True)
    make_window(ana, world.cast.keys(ana), world.at - HOUR)
    leave = make_leave(ana, world.cast.keys(ana), world.at)
    make_heads_up(leave, ana.current, world.cast.keys(ana), world.at)
    client = client_of(ben)
    assert "Ana offers you" in body(client)
    assert "Read the heads-up" in body(client)
    world.other_is_out()
    html = body(client)
    assert "Ana is out until" in html and "Hold this note" in html


def test_it_begins_with_a_day_or_without_and_ends_in_one_tap(
    world: World, client_of: ClientOf
) -> None:
    ben = world.person("Ben")
    client = client_of(ben)
    page, on = reverse("season-off"), reverse("season-on")
    assert f'href="{page}"' in body(client)
    assert client.post(page, {"until": "2026-06-03"})["Location"] == "/"
    assert "Season off until Wednesday 3 June" in body(client)
    assert f'action="{on}"' in body(client)
    assert client.post(on)["Location"] == "/"
    assert "Season off until" not in body(client)
    client.post(page, {"until": ""})
    assert "Season off, with no end set" in body(client)


def test_it_ends_by_itself_on_its_day(world: World, client_of: ClientOf) -> None:
    ben = world.person("Ben")
    keep_preferences(ben, season_off=True, season_until=date(2026, 5, 15))
    client = client_of(ben)
    assert "Season off until" in body(client)
    world.clock(world.at + 2 * DAY)
    assert "Season off until" not in body(client)
    assert "A very small one" in body(client)


@pytest.mark.parametrize("until", ["2026-05-13", "2026-05-12", "soon", "2126-05-12"])
def test_a_day_that_is_no_end_is_refused_and_kept(
    until: str, world: World, client_of: ClientOf
) -> None:
    ben = world.person("Ben")
    answer = client_of(ben).post(reverse("season-off"), {"until": until})
    assert answer.status_code == 422 and f'value="{until}"' in answer.content.decode()
    assert not preference_of(ben.pk).season_off


def test_the_button_beside_a_note_leaves_what_was_typed(world: World, client_of: ClientOf) -> None:
    world.other_is_out()
    keep_preferences(world.person("Ben"), season_off=True)
    html = body(client_of(world.person("Ben")))
    assert f'form="note" formaction="{reverse("season-on")}"' in html


def test_the_other_one_learns_nothing_of_it(world: World, client_of: ClientOf) -> None:
    world.homecoming("Ana", 2 * DAY)
    ana, client = world.person("Ana"), client_of(world.person("Ben"), room=True)
    names = ("today", "windows", "settings", "need", "season-off", "story", "mine")
    before = {name: body(client, name) for name in names}
    keep_preferences(ana, season_off=True, season_until=date(2026, 7, 1), suggestions_off=True)
    assert {name: body(client, name) for name in names} == before
