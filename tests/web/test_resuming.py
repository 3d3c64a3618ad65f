"""A form that wants the private room open opens it from where it is: what was typed goes along.

A hidden tab shuts the room, so that opening it in another tab would not help.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from outandback.rooms.leave.models import DoorCheck, Leave
from outandback.rooms.people.models import Person
from tests.builders.leaves import make_leave
from tests.builders.past_leaves import make_past_leaves
from tests.cast import PASSPHRASE
from tests.fixtures import ClientOf, Keys


@pytest.fixture(autouse=True)
def now(clock: Callable[[datetime], None], at: datetime) -> None:
    cache.clear()
    clock(at)


@pytest.fixture
def leave(ana: Person, keys: Keys, at: datetime) -> Leave:
    make_past_leaves(ana, keys(ana), at, [(7, 9), (7, 8), (7, 9), (7, 7)])
    return make_leave(ana, keys(ana), at)


def typed(leave: Leave, passphrase: str = PASSPHRASE, **more: object) -> dict[str, object]:
    address = reverse("evidence", args=[leave.pk])
    door = {"guilt": "7", "to_whom": ["children", "myself"], "says": "Bath time."}
    return door | {"door": "p", "resume": address, "passphrase": passphrase} | more


def test_opened_in_place_the_form_is_where_it_was(
    ana: Person, client_of: ClientOf, leave: Leave
) -> None:
    form = typed(leave)
    answer = client_of(ana).post(str(form["resume"]), form)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Four leaves, from 7 to 9." in page
    assert 'name="guilt" value="7" checked' in page
    assert page.count('name="to_whom"') and page.count("checked") == 3
    assert "Bath time." in page
    assert PASSPHRASE not in page
    assert not DoorCheck.objects.filter(leave=leave).exists()


def test_a_part_of_a_page_opens_nothing(ana: Person, client_of: ClientOf, leave: Leave) -> None:
    form = typed(leave)
    quiet = client_of(ana).post(str(form["resume"]), form, headers={"HX-Request": "true"})
    assert quiet.status_code == 200 and "Four leaves" not in quiet.content.decode()


def test_leaving_asks_for_no_passphrase_that_fits(
    ana: Person, client_of: ClientOf, leave: Leave
) -> None:
    """It was typed into the box beside the evidence, and another button was pressed."""
    answer = client_of(ana).post(reverse("departure", args=[leave.pk]), typed(leave, "not mine"))
    assert (answer.status_code, answer["Location"]) == (303, reverse("away", args=[leave.pk]))


def test_a_wrong_passphrase_keeps_what_was_typed(
    ana: Person, client_of: ClientOf, leave: Leave
) -> None:
    form = typed(leave, "another heron entirely")
    answer = client_of(ana).post(str(form["resume"]), form)
    page = answer.content.decode()
    assert answer.status_code == 422 and f'action="{form["resume"]}"' in page
    for name, value in (("guilt", "7"), ("to_whom", "myself"), ("says", "Bath time.")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in page
    assert "another heron" not in page


@pytest.mark.parametrize("resume", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_it_opens_nothing_for_another_address(
    ana: Person, client_of: ClientOf, leave: Leave, resume: str
) -> None:
    form = typed(leave)
    answer = client_of(ana).post(str(form["resume"]), form | {"resume": resume})
    assert answer.status_code == 200 and "Four leaves" not in answer.content.decode()
