"""After the first return, once: the way onto this phone's home screen, in its own steps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from outandback.rooms.people.models import Person
from tests.builders.homecomings import Returned, make_homecoming
from tests.fixtures import ClientOf, Keys

DAY = timedelta(days=1)
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1"
ANDROID = "Mozilla/5.0 (Linux; Android 10; K) Chrome/126.0.0.0 Mobile Safari/537.36"
DESKTOP = "Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0.0.0 Safari/537.36"
SAID = "Put the app on your home screen"


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    clock(at)


@pytest.fixture
def back(ana: Person, keys: Keys, at: datetime) -> Returned:
    return make_homecoming(ana, keys(ana), at)


def page(client: Client, back: Returned, browser: str = IPHONE) -> str:
    address = reverse("homecoming", args=[back.leave.pk])
    return client.get(address, headers={"user-agent": browser}).content.decode()


@pytest.mark.parametrize(
    ("browser", "step", "others"),
    [
        (IPHONE, "a square with an arrow out of it", "the three dots"),
        (ANDROID, "the three dots at the top", "a square with an arrow"),
    ],
)
def test_each_phone_has_its_own_steps(
    ana: Person, client_of: ClientOf, back: Returned, browser: str, step: str, others: str
) -> None:
    html = page(client_of(ana), back, browser)
    assert SAID in html and step in html and others not in html
    assert reverse("pocket-phone") in html


def test_a_computer_has_no_home_screen(ana: Person, client_of: ClientOf, back: Returned) -> None:
    assert SAID not in page(client_of(ana), back, DESKTOP)


def test_it_is_said_after_the_first_return_alone(
    ana: Person, client_of: ClientOf, keys: Keys, at: datetime, back: Returned
) -> None:
    client = client_of(ana)
    assert SAID in page(client, back)
    again = make_homecoming(ana, keys(ana), at + timedelta(hours=3))
    assert SAID not in page(client, again) and SAID not in page(client, back)


def test_the_day_after_it_is_said_no_more(
    ana: Person,
    client_of: ClientOf,
    at: datetime,
    back: Returned,
    clock: Callable[[datetime], None],
) -> None:
    clock(at + DAY)
    assert SAID not in page(client_of(ana), back)


def test_the_page_of_this_phone_has_its_steps_too(ana: Person, client_of: ClientOf) -> None:
    address, client = reverse("pocket-phone"), client_of(ana)
    shown = [
        client.get(address, headers={"user-agent": one}).content.decode()
        for one in (ANDROID, DESKTOP)
    ]
    assert ["three dots at the top" in one for one in shown] == [True, False]
