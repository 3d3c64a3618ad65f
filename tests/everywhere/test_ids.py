"""What labels, links and scripts name on a page is there once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from outandback.rooms.leave.actions import plan_leave
from outandback.rooms.leave.models import Plan, When
from outandback.rooms.people.models import Person
from outandback.vault.keyring import Keyring
from tests.builders.leaves import BACK, OUT, wall
from tests.cast import EITHER, Cast
from tests.everywhere.pages import client_in, pages_of, two_people

NAMED = re.compile(r"<[a-z][^>]*?\sid=\"([^\"]+)\"")


def plan_with_every_care(person: Person, keys: Keyring, at: datetime) -> None:
    """So that what was planned last has something for the next plan to take over."""
    plan = Plan("Swim", "settled", "Cold water.", sort="fun", company="own", distance="town")
    plan_leave(person, keys, uuid4(), When(wall(OUT), wall(BACK)), plan, at)


@pytest.mark.parametrize("name", EITHER)
def test_no_two_elements_of_a_page_share_an_id(
    cast: Cast, clock: Callable[[datetime], None], at: datetime, name: str
) -> None:
    clock(at)
    ids, person = two_people(cast, at), cast.people[name]
    plan_with_every_care(person, cast.keys(person), at + timedelta(minutes=1))
    client = client_in(cast, person, room=True)
    found = {
        address: twice
        for address, html in pages_of(client, ids)
        if (twice := [one for one, times in Counter(NAMED.findall(html)).items() if times > 1])
    }
    assert found == {}
