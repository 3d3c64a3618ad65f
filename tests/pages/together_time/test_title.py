"""What a time together is can be changed by whoever holds it, and both read it; after a parting
each has their own."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.notify.models import Job
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Person
from outandback.rooms.together import actions
from outandback.rooms.together.models import TimeTogether, TogetherWords
from outandback.vault.models import Tier
from outandback.vault.writing import Stale
from outandback.web.cookies import UNLOCK_COOKIES
from tests.builders.times_together import SOUP, make_time_together
from tests.cast import Cast, again, side_of
from tests.fixtures import ClientOf, Clock, Keys
from tests.pages.together_time.test_together_time import of, read

DAY = timedelta(days=1)
OTHER = "Bread & soup"


@pytest.fixture(autouse=True)
def now(at: datetime, clock: Clock) -> None:
    clock(at)


@pytest.fixture
def soup(ana: Person, keys: Keys, at: datetime) -> TimeTogether:
    return make_time_together(ana, keys(ana), at)


def renames(client: Client, row: TimeTogether, what: str = OTHER, seen: int = 1) -> int:
    form = {"what": what, "seen": str(seen)}
    return client.post(of(row, "together-time-title"), form).status_code


def test_whoever_holds_it_changes_it_and_both_read_it(
    soup: TimeTogether, ana: Person, ben: Person, client_of: ClientOf, at: datetime
) -> None:
    hers, his = client_of(ana), client_of(ben)
    assert f'value="{SOUP}"' in read(hers, of(soup, "together-time-title"))
    assert renames(hers, soup) == 303
    for client in (hers, his):
        page = read(client, of(soup))
        assert "Bread &amp; soup</h1>" in page and SOUP not in page
    actions.count_in(soup, side_of(ben), at)
    assert "Change what it is" in read(his, of(soup))
    assert renames(his, soup, "Pie", seen=2) == 303
    assert "Pie</h1>" in read(hers, of(soup))


def test_the_other_does_not_before_they_hold_it(
    soup: TimeTogether, ben: Person, keys: Keys, client_of: ClientOf
) -> None:
    client = client_of(ben)
    assert "Change what it is" not in read(client, of(soup))
    assert client.get(of(soup, "together-time-title"))["Location"] == of(soup)
    renames(client, soup)
    actions.rename(soup, side_of(ben), keys(ben), 1, TogetherWords(OTHER))
    assert SOUP in read(client, of(soup))


def test_without_a_title_nothing_is_planned_in_it(
    soup: TimeTogether, ana: Person, client_of: ClientOf
) -> None:
    assert renames(client_of(ana), soup, "") == 303
    assert "An evening, nothing planned</h1>" in read(client_of(ana), of(soup))


def test_what_was_changed_meanwhile_shows_both(
    soup: TimeTogether, ana: Person, ben: Person, client_of: ClientOf, at: datetime
) -> None:
    actions.count_in(soup, side_of(ben), at)
    renames(client_of(ben), soup, "Pie")
    answer = client_of(ana).post(of(soup, "together-time-title"), {"what": OTHER, "seen": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409 and "This was changed meanwhile." in page and "Pie" in page
    assert 'value="Bread &amp; soup"' in page and 'name="seen" value="2"' in page
    assert renames(client_of(ana), soup, seen=2) == 303


def test_the_same_once_more_is_no_change(
    soup: TimeTogether, ana: Person, keys: Keys, client_of: ClientOf
) -> None:
    for _ in range(2):
        assert renames(client_of(ana), soup) == 303
    row = TimeTogether.objects.get()
    assert row.row_version == 2
    with pytest.raises(Stale):
        actions.rename(row, side_of(ana), keys(ana), 1, TogetherWords("Pie"))


def test_too_long_a_title_is_refused_and_stays_typed(
    soup: TimeTogether, ana: Person, client_of: ClientOf
) -> None:
    form = {"what": "x" * 301, "seen": "1"}
    answer = client_of(ana).post(of(soup, "together-time-title"), form)
    assert answer.status_code == 422 and "x" * 301 in answer.content.decode()


def test_nobody_is_told(
    ana: Person, ben: Person, keys: Keys, client_of: ClientOf, at: datetime
) -> None:
    keep_preferences(ben, wording="plain")
    soup = make_time_together(ana, keys(ana), at)
    assert Job.objects.exists(), "as when it was put in"
    Job.objects.all().delete()
    his = client_of(ben)
    his.get(of(soup))
    before = read(his, "/").replace(SOUP, "")
    renames(client_of(ana), soup)
    assert not Job.objects.exists()
    assert read(his, "/").replace("Bread &amp; soup", "") == before


def test_with_closed_keys_nothing_is_written(
    soup: TimeTogether, ana: Person, client_of: ClientOf
) -> None:
    client = client_of(ana)
    for tier in Tier:
        client.cookies.pop(UNLOCK_COOKIES[tier], None)
    assert "Change what it is" not in read(client, of(soup))
    assert renames(client, soup) == 422
    assert TimeTogether.objects.get().row_version == 1


def parted(
    soup: TimeTogether, ana: Any, ben: Any, cast: Cast, keys: Keys, at: datetime
) -> TimeTogether:
    """Ana left, and Ben wrote another title into what both held."""
    actions.count_in(soup, side_of(ben), at)
    part_ways(ana.current, keys(ana), "", at + 7 * DAY, at)
    his = keys(ben, room=True)
    row = TimeTogether.objects.get()
    actions.rename(row, side_of(again(ben)), his, 1, TogetherWords("Alone, with bread"))
    cast.keysets[ben.pk] = his.keyset
    return TimeTogether.objects.get()


def test_after_a_parting_what_both_had_stays_as_it_was(
    soup: TimeTogether,
    ana: Person,
    ben: Person,
    cast: Cast,
    keys: Keys,
    client_of: ClientOf,
    at: datetime,
) -> None:
    row = parted(soup, ana, ben, cast, keys, at)
    assert keys(ana).open(row, "words") == TogetherWords(SOUP)
    assert "Alone, with bread</h1>" in read(client_of(again(ben)), of(row))
    assert client_of(again(ana)).get(of(row)).status_code == 404


@pytest.mark.parametrize(("who", "stays"), [("ana", True), ("ben", False)])
def test_erasing_takes_what_the_one_who_was_left_made_of_it_with_them_alone(
    who: str,
    stays: bool,
    soup: TimeTogether,
    ana: Person,
    ben: Person,
    cast: Cast,
    keys: Keys,
    at: datetime,
) -> None:
    parted(soup, ana, ben, cast, keys, at)
    actions.forget_time_together(ana if who == "ana" else ben)
    row = TimeTogether.objects.get()
    assert row.words is not None and (row.later is not None) is stays
