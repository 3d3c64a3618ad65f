"""Showing a picture, replacing it, stopping; and what stays with whom at a parting."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import lru_cache

import pytest

from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.notify.models import Job, Wording
from outandback.rooms.people.actions import part_ways
from outandback.rooms.people.models import Membership, Person
from outandback.rooms.people.queries import Parted
from outandback.rooms.shown.actions import forget_shown, show, stop_showing
from outandback.rooms.shown.models import ShownPicture
from outandback.rooms.shown.queries import own_standing, standing_in
from tests.builders.shown import CLOSER, EASING, a_picture, make_shown
from tests.cast import Cast, again, side_of
from tests.fixtures import Keys

DAY = timedelta(days=1)


@pytest.fixture
def mine(ana: Person) -> Membership:
    return side_of(ana)


@pytest.fixture
def theirs(ben: Person) -> Membership:
    return side_of(ben)


@pytest.fixture
def keys(cast: Cast) -> Keys:
    """The same keyring each time, which catches up with a key of its own after a parting."""
    return lru_cache(lambda person, room=True: cast.keys(person, room=room))


def seen(side: Membership, keys: Keys) -> list[tuple[str, str]]:
    """As one of the two has it: which finding, of which day."""
    now = Membership.objects.select_related("person", "other").get(pk=side.pk)
    found = standing_in(now, keys(side.person))
    return [(one.picture.finding, one.picture.on) for one in found]


def test_both_have_it_and_each_question_once(
    ana: Person, mine: Membership, theirs: Membership, keys: Keys, at: datetime
) -> None:
    make_shown(ana, keys(ana), at)
    make_shown(ana, keys(ana), at, EASING)
    make_shown(ana, keys(ana), at + 9 * DAY, n=29)
    expected = [(CLOSER, "2026-05-22"), (EASING, "2026-05-13")]
    assert seen(mine, keys) == seen(theirs, keys) == expected
    assert ShownPicture.objects.count() == 2


def test_the_same_of_the_same_day_is_shown_once(ana: Person, keys: Keys, at: datetime) -> None:
    row = make_shown(ana, keys(ana), at)
    again_ = make_shown(ana, keys(ana), at + DAY / 24)
    assert (again_.pk, again_.row_version) == (row.pk, row.row_version)


def test_both_can_show_the_same_question(
    ana: Person, ben: Person, mine: Membership, keys: Keys, at: datetime
) -> None:
    make_shown(ana, keys(ana), at)
    make_shown(ben, keys(ben), at + DAY)
    found = standing_in(mine, keys(ana))
    assert [one.own for one in found] == [False, True]


def test_stopped_it_is_gone_and_so_is_its_message(
    ana: Person, ben: Person, mine: Membership, theirs: Membership, keys: Keys, at: datetime
) -> None:
    keep_preferences(ben, wording=Wording.PLAIN)
    make_shown(ana, keys(ana), at)
    assert Job.objects.filter(person=ben).exists()
    stop_showing(mine, keys(ana), CLOSER, at)
    assert seen(mine, keys) == seen(theirs, keys) == []
    assert not ShownPicture.objects.exists() and not Job.objects.exists()


def test_nobody_stops_what_the_other_shows(
    ana: Person, theirs: Membership, ben: Person, keys: Keys, at: datetime
) -> None:
    make_shown(ana, keys(ana), at)
    stop_showing(theirs, keys(ben), CLOSER, at)
    assert seen(theirs, keys) == [(CLOSER, "2026-05-13")]


class TestOnceOneHasLeft:
    """Ben leaves; Ana, who may not know of it, goes on."""

    @pytest.fixture(autouse=True)
    def parted(
        self, ana: Person, ben: Person, theirs: Membership, keys: Keys, at: datetime
    ) -> None:
        make_shown(ana, keys(ana), at)
        make_shown(ben, keys(ben), at, EASING)
        part_ways(theirs, keys(ben), "", at + 30 * DAY, at + DAY)

    def test_each_has_what_they_had(self, mine: Membership, theirs: Membership, keys: Keys) -> None:
        assert seen(mine, keys) == seen(theirs, keys) != []

    def test_what_is_shown_from_then_on_does_not_reach_him(
        self, ana: Person, mine: Membership, theirs: Membership, keys: Keys, at: datetime
    ) -> None:
        before = seen(theirs, keys)
        make_shown(ana, keys(ana), at + 2 * DAY)
        make_shown(ana, keys(ana), at + 2 * DAY, "landed")
        assert seen(theirs, keys) == before
        assert sorted(seen(mine, keys)) == [
            (CLOSER, "2026-05-15"),
            (EASING, "2026-05-13"),
            ("landed", "2026-05-15"),
        ]

    def test_what_is_stopped_from_then_on_stays_his(
        self, ana: Person, mine: Membership, theirs: Membership, keys: Keys, at: datetime
    ) -> None:
        before = seen(theirs, keys)
        stop_showing(mine, keys(ana), CLOSER, at + 2 * DAY)
        assert seen(theirs, keys) == before
        assert seen(mine, keys) == [(EASING, "2026-05-13")]
        make_shown(ana, keys(ana), at + 3 * DAY)
        assert seen(theirs, keys) == before
        assert list(own_standing(mine, keys(ana))) == [CLOSER]

    def test_he_shows_and_stops_nothing_more(
        self, ben: Person, theirs: Membership, keys: Keys, at: datetime
    ) -> None:
        with pytest.raises(Parted):
            show(theirs, keys(ben), a_picture(CLOSER), at + 2 * DAY)
        with pytest.raises(Parted):
            stop_showing(theirs, keys(ben), EASING, at + 2 * DAY)

    def test_with_an_account_goes_what_was_ones_own_alone(
        self, ana: Person, theirs: Membership, keys: Keys, at: datetime
    ) -> None:
        before = seen(theirs, keys)
        make_shown(ana, keys(ana), at + 2 * DAY)
        make_shown(ana, keys(ana), at + 2 * DAY, "landed")
        forget_shown(again(ana))
        assert not ShownPicture.objects.filter(picture=None).exists()
        assert not ShownPicture.objects.exclude(later=None).exists()
        assert seen(theirs, keys) == before
