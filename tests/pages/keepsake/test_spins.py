"""A new spin on paper and in the year: on its day, under both names, and as far as both had it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from outandback.rooms.people.actions import close_side, part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.traditions.models import Spin
from tests.builders.homecomings import Returned
from tests.builders.traditions import GRAIN, PANCAKES, SUNDAY, make_spin, make_tradition
from tests.cast import Cast, again
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.keepsake.test_print import both_part, kept_of, paper
from tests.pages.keepsake.test_year import page
from tests.pages.traditions.test_spins import typed

DAY = timedelta(days=1)
TITLE = f"<h3>A new spin: {PANCAKES}</h3>"


@pytest.fixture
def spin(ana: Person, ben: Person, keys: Keys) -> Spin:
    """Of Ben's, on the third of May; Ana's leave was on the fourteenth."""
    return make_spin(make_tradition(ana, keys(ana)), ben, keys(ben))


@pytest.fixture(autouse=True)
def in_june(clock: Clock, at: datetime) -> None:
    clock(at + 30 * DAY)


def test_both_print_the_same_bytes_in_the_order_of_days(
    ana: Person, ben: Person, back: Returned, spin: Spin, client_of: ClientOf
) -> None:
    hers, his = paper(client_of(ana)), paper(client_of(ben))
    assert hers == his and hers.index(TITLE) < hers.index("Knitting</h3>")
    assert " · Sunday 3 May 2026" in hers and GRAIN in hers and "Ben</span>" in hers
    assert "You</span>" not in hers


def test_it_stands_in_its_months_and_with_its_leave_alone(
    ana: Person, ben: Person, keys: Keys, back: Returned, spin: Spin, client_of: ClientOf
) -> None:
    client = client_of(ana)
    assert TITLE not in paper(client, since="2026-06", until="2026-06")
    assert TITLE not in paper(client, since="2026-04", until="2026-04")
    assert TITLE not in paper(client, leave=str(back.leave.pk))
    heads_up = back.leave.heads_up
    make_spin(spin.tradition, ana, keys(ana), "Folded like a letter.", heads_up, date(2026, 5, 20))
    alone = paper(client, leave=str(back.leave.pk))
    assert "Folded like a letter." in alone and GRAIN not in alone


def test_without_a_leave_there_is_still_something_to_print(
    ana: Person, spin: Spin, client_of: ClientOf
) -> None:
    body = paper(client_of(ana))
    assert TITLE in body and "<p>May 2026</p>" in body


def test_what_was_taken_back_is_not_on_paper(
    ana: Person, ben: Person, spin: Spin, client_of: ClientOf
) -> None:
    client_of(ben).post(f"/spins/{spin.pk}/taking-away/")
    assert TITLE not in paper(client_of(ana)) + page(client_of(ana))


def test_after_a_parting_it_holds_what_both_had(
    ana: Any, ben: Any, cast: Cast, keys: Keys, spin: Spin, client_of: ClientOf, at: datetime
) -> None:
    part_ways(ana.current, keys(ana), "", at, at)
    client, his = client_of(ben), keys(ben, room=True)
    client.post(f"/spins/{spin.pk}/", typed("Heron cakes", seen="1"))
    later = make_spin(spin.tradition, again(ben), his, "With plums.", None, date(2026, 5, 24))
    assert later.words is None
    cast.keysets[ben.pk] = his.keyset  # with the key that is his alone since the parting
    own = paper(client)
    assert "Heron cakes" in own and "plums" in own and GRAIN not in own, "nothing to notice yet"
    close_side(ben.current, at + DAY)
    for person in (ana, ben):
        body = kept_of(person, client_of)
        assert GRAIN in body and "Heron cakes" not in body and "plums" not in body


@pytest.mark.parametrize("who", ["cleo", "dede", "thea"])
def test_others_find_none(
    who: str, request: pytest.FixtureRequest, spin: Spin, client_of: ClientOf
) -> None:
    client = client_of(request.getfixturevalue(who))
    assert GRAIN not in paper(client) and PANCAKES not in page(client)


def test_the_year_has_a_bead_on_its_day_and_leads_to_the_shelf(
    ana: Person, ben: Person, back: Returned, spin: Spin, client_of: ClientOf
) -> None:
    for person in (ana, ben):
        body = page(client_of(person))
        assert body.count('class="bead"') == 1 and "A bead: a tradition got a new spin." in body
        entry = f'<a href="/traditions/{spin.tradition_id}/">A new spin: {PANCAKES}</a>'
        assert '<span class="num">3</span>' in body and entry in body
        assert body.index(entry) < body.index(f"?at={back.leave.pk}")
        assert GRAIN not in body


def test_a_year_with_spins_alone_is_not_empty(ana: Person, spin: Spin, client_of: ClientOf) -> None:
    body = page(client_of(ana))
    assert "No leave in the story from this year" in body and "above the line" not in body
    assert SUNDAY.year == 2026


def test_a_past_pair_keeps_its_own(
    ana: Person, ben: Person, keys: Keys, spin: Spin, client_of: ClientOf, at: datetime
) -> None:
    both_part(ana, ben, keys, at)
    assert GRAIN in kept_of(ana, client_of)
