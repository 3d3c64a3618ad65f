"""Time together is the pair's who holds it: two others, who are a pair as well, have none of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from django.db.models import Value
from django.http import Http404

from outandback.rooms.people.models import Membership, Person
from outandback.rooms.together import queries
from outandback.rooms.together.actions import count_in
from outandback.rooms.together.models import TimeTogether
from outandback.vault.prepared_queries import Given
from tests.builders.times_together import make_time_together
from tests.cast import Cast, back_then, side_of
from tests.fixtures import Keys

BEGINS = datetime(2026, 5, 17, 19, tzinfo=UTC)


@pytest.fixture
def soup(ana: Person, keys: Keys, at: datetime) -> TimeTogether:
    return make_time_together(ana, keys(ana), at)


@pytest.fixture
def others(cast: Cast) -> Membership:
    """Cleo’s side of the pair that she and Thea are."""
    cleo = cast.people["Cleo"]
    cast.pair(cleo, cast.people["Thea"])
    return side_of(cleo)


def has_some(side: Membership, since: datetime) -> bool:
    """By values where a page gives them later."""
    pair, time = (cast(Given, Value(one)) for one in (side.pair_id, since))
    asked = queries.has_some(pair, time)
    return Membership.objects.filter(asked, pk=side.pk).exists()


def test_two_others_have_none_of_it(
    ana: Person, soup: TimeTogether, others: Membership, at: datetime
) -> None:
    month = timedelta(days=30)
    assert [one.row for one in queries.occurrences_between(side_of(ana), at, at + month)] == [soup]
    assert queries.occurrences_between(others, at, at + month) == []
    assert (has_some(side_of(ana), at), has_some(others, at)) == (True, False)
    assert (list(queries.every_one(side_of(ana))), list(queries.every_one(others))) == ([soup], [])
    assert queries.time_together(side_of(ana), soup.pk).row == soup
    with pytest.raises(Http404):
        queries.time_together(others, soup.pk)


def test_what_somebody_put_in_last_is_their_own(
    ana: Person, ben: Person, soup: TimeTogether, others: Membership
) -> None:
    found = queries.put_in_to_begin(side_of(ana), BEGINS)
    assert found and found.row == soup
    assert queries.put_in_to_begin(side_of(ben), BEGINS) is None
    assert queries.put_in_to_begin(others, BEGINS) is None


def test_the_next_name_counts_what_the_pair_has(
    ana: Person, keys: Keys, others: Membership, at: datetime
) -> None:
    """What others put in to begin then moves no name."""
    before = queries.next_name(side_of(ana), BEGINS)
    make_time_together(others.person, keys(others.person), at)
    assert queries.next_name(side_of(ana), BEGINS) == before
    make_time_together(ana, keys(ana), at)
    assert queries.next_name(side_of(ana), BEGINS) != before


def test_what_somebody_put_in_with_another_partner_is_of_back_then(
    ana: Person, keys: Keys, at: datetime
) -> None:
    past, now = Membership.objects.get(person=ana, ended_at__isnull=False), ana.current
    with back_then(past) as ana.current:
        long_ago = make_time_together(ana, keys(ana, room=True), at)
        found = queries.put_in_to_begin(side_of(ana), BEGINS)
        assert found and found.row == long_ago
    ana.current = now
    assert queries.put_in_to_begin(now, BEGINS) is None


def test_each_fact_is_of_the_pair_of_its_row(
    ana: Person, ben: Person, soup: TimeTogether, at: datetime
) -> None:
    count_in(soup, side_of(ben), at)
    (known,) = queries.known_between(side_of(ana), at, at + timedelta(days=30))
    assert [one.pair_id for one in known.facts] == [soup.pair_id]
