"""Which of one's own returns are of which pair: by when one came back, and by what was told."""

from __future__ import annotations

from datetime import datetime, timedelta

from outandback.rooms.comeback.models import Homecoming, Telling
from outandback.rooms.loop.queries import own_homes
from outandback.rooms.people.models import Membership, Person
from tests.builders.homecomings import Returned, make_homecoming, make_telling
from tests.cast import AT, YEAR
from tests.fixtures import Keys

BACK_THEN = AT - YEAR - timedelta(days=1)  # the day before Ana left Dede


def of(person: Person) -> tuple[int, int]:
    """How many in the pair that was, and in the pair of now."""
    past = Membership.objects.get(person=person, ended_at__isnull=False)
    return own_homes(person, past).count(), own_homes(person, person.current).count()


def test_a_return_is_of_the_pair_of_its_time(ana: Person, back: Returned) -> None:
    assert of(ana) == (0, 1)
    Homecoming.objects.update(came_back_at=BACK_THEN)
    assert of(ana) == (1, 0)


def test_and_of_the_pair_that_was_told_of_it(
    ana: Person, back: Returned, keys: Keys, at: datetime
) -> None:
    make_telling(back, ana, keys(ana, room=True), at)
    assert of(ana) == (0, 1)
    Homecoming.objects.update(came_back_at=BACK_THEN)
    assert of(ana) == (1, 1)
    past = Membership.objects.get(person=ana, ended_at__isnull=False)
    Telling.objects.update(pair=past.pair_id)
    assert of(ana) == (1, 0)
    Homecoming.objects.update(came_back_at=at)
    assert of(ana) == (1, 1)


def test_a_past_pair_of_others_takes_nothing_away(ben: Person, keys: Keys, at: datetime) -> None:
    make_homecoming(ben, keys(ben), at)
    Homecoming.objects.update(came_back_at=BACK_THEN)
    assert own_homes(ben, ben.current).count() == 1
