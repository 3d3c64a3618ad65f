"""A form that wants the private room open opens it from where it is: what was typed goes along.

A hidden tab shuts the room, so that opening it in another tab would not help.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from outandback.leave.models import DoorCheck, Leave
from outandback.people.models import Person
from tests.cast import PASSPHRASE
from tests.rooms.conftest import ClientOf, Keys
from tests.rooms.leaving import planned
from tests.rooms.looking_back import lived_all

OPENING = "/opening/"


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    lived_all(ana, keys(ana), at, [(7, 9), (7, 8), (7, 9), (7, 7)])
    return planned(ana, keys(ana), at)


def typed(leave: Leave, passphrase: str = PASSPHRASE, **more: object) -> dict[str, object]:
    address = reverse("evidence", args=[leave.pk])
    door = {"guilt": "7", "to_whom": ["children", "myself"], "says": "Bath time."}
    return door | {"door": "p", "resume": address, "passphrase": passphrase} | more


def test_the_same_post_goes_on_to_where_it_was(
    ana: Person, client_of: ClientOf, leave: Leave
) -> None:
    client, form = client_of(ana), typed(leave)
    answer = client.post(OPENING, form)
    assert (answer.status_code, answer["Location"]) == (307, form["resume"])
    page = client.post(answer["Location"], form).content.decode()
    assert "Four leaves, from 7 to 9." in page
    assert 'name="guilt" value="7" checked' in page
    assert page.count('name="to_whom"') and page.count("checked") == 3
    assert "Bath time." in page
    assert PASSPHRASE not in page
    assert not DoorCheck.objects.filter(leave=leave).exists()


def test_enter_in_the_box_of_the_passphrase_is_opening_it(
    ana: Person, client_of: ClientOf, leave: Leave
) -> None:
    form = typed(leave)
    answer = client_of(ana).post(str(form["resume"]), form)
    assert (answer.status_code, answer["Location"]) == (307, OPENING)
    quiet = client_of(ana).post(str(form["resume"]), form, headers={"HX-Request": "true"})
    assert quiet.status_code == 200


def test_a_wrong_passphrase_keeps_what_was_typed(
    ana: Person, client_of: ClientOf, leave: Leave
) -> None:
    answer = client_of(ana).post(OPENING, typed(leave, "another heron entirely"))
    page = answer.content.decode()
    assert answer.status_code == 422
    for name, value in (("guilt", "7"), ("to_whom", "myself"), ("says", "Bath time.")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert "another heron" not in page


@pytest.mark.parametrize("resume", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_it_never_goes_on_elsewhere(
    ana: Person, client_of: ClientOf, leave: Leave, resume: str
) -> None:
    answer = client_of(ana).post(OPENING, typed(leave, resume=resume))
    assert (answer.status_code, answer["Location"]) == (303, "/")
