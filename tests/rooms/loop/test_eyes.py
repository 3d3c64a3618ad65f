"""What a story holds of the other one's leaves: by heads-up or telling, of now and of then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from outandback.rooms.comeback import actions
from outandback.rooms.comeback.models import Received, Reception, Telling
from outandback.rooms.leave.models import HeadsUp
from outandback.rooms.loop import queries
from outandback.rooms.loop.visibility import answered_to, readable_by
from outandback.rooms.people.models import Membership, Person
from tests.builders.homecomings import Returned, make_homecoming, make_telling
from tests.builders.leaves import make_heads_up
from tests.cast import AT, YEAR
from tests.fixtures import Keys

DAY = timedelta(days=1)
PARTED = AT - YEAR  # the day on which Ana left Dede
# When something was told and taken back, and whether the one who was left has it.
WHEN_THEY_PARTED = [
    (PARTED - 2 * DAY, None, True),
    (PARTED - 2 * DAY, PARTED - DAY, False),
    (PARTED - 2 * DAY, PARTED + DAY, True),
    (PARTED + DAY, None, False),
    (PARTED + DAY, PARTED + 2 * DAY, False),
]


@pytest.fixture
def side(dede: Person) -> Membership:
    """Dede's part of the pair that she and Ana were."""
    return Membership.objects.get(person=dede)


@pytest.fixture
def silent(ana: Person, keys: Keys, at: datetime) -> Returned:
    """A return of Ana's that nobody was given a heads-up of."""
    return make_homecoming(ana, keys(ana), at, heads_up=False)


@pytest.fixture
def telling(ana: Person, silent: Returned, keys: Keys, at: datetime) -> Telling:
    return make_telling(silent, ana, keys(ana, room=True), at)


def story(person: Person) -> list[Any]:
    """Of the pair of now; an ex's stands on the shelf of the pair that was."""
    side = person.current or Membership.objects.filter(person=person).first()
    return [(one.leave_id, len(one.lines)) for one in queries.story_of(person, side, None)]


class TestHeadsUps:
    @pytest.fixture
    def heads_up(self, ana: Person, silent: Returned, keys: Keys, at: datetime) -> HeadsUp:
        return make_heads_up(silent.leave, ana.current, keys(ana), at)

    def kept(self, heads_up: HeadsUp, side: Membership, returned_at: datetime) -> None:
        HeadsUp.objects.filter(pk=heads_up.pk).update(pair=side.pair, returned_at=returned_at)

    def test_what_the_former_pair_was_told_of_is_not_in_the_new_ones_story(
        self, ben: Person, silent: Returned, heads_up: HeadsUp, side: Membership
    ) -> None:
        assert story(ben) == [(silent.leave.pk, 0)]
        self.kept(heads_up, side, PARTED - DAY)
        assert story(ben) == []

    def test_an_ex_keeps_what_she_was_told_of_while_it_lasted(
        self, dede: Person, silent: Returned, heads_up: HeadsUp, side: Membership
    ) -> None:
        self.kept(heads_up, side, PARTED - DAY)
        assert story(dede) == [(silent.leave.pk, 0)]

    def test_and_of_no_return_after_it(
        self, dede: Person, heads_up: HeadsUp, side: Membership
    ) -> None:
        self.kept(heads_up, side, PARTED + DAY)
        assert story(dede) == []

    def test_and_nothing_that_another_pair_was_told_of(
        self, ana: Person, dede: Person, heads_up: HeadsUp
    ) -> None:
        HeadsUp.objects.update(returned_at=PARTED - DAY)
        assert story(dede) == []

    def test_another_pairs_heads_up_gives_a_telling_no_title(
        self, ben: Person, heads_up: HeadsUp, telling: Telling, side: Membership
    ) -> None:
        self.kept(heads_up, side, PARTED - DAY)
        (chapter,) = queries.story_of(ben, ben.current, None)
        assert chapter.heads_up is None and len(chapter.lines) == 1


class TestTellings:
    """Of a return without a heads-up a story holds what was brought from it, or nothing."""

    def kept(self, side: Membership, told_at: datetime, withdrawn_at: datetime | None) -> None:
        Telling.objects.update(pair=side.pair, told_at=told_at, withdrawn_at=withdrawn_at)

    def test_the_pair_of_now_has_it_until_it_is_taken_back(
        self, ben: Person, silent: Returned, telling: Telling, at: datetime
    ) -> None:
        assert story(ben) == [(silent.leave.pk, 1)]
        Telling.objects.update(withdrawn_at=at)
        assert story(ben) == []

    def test_another_pair_has_not(
        self, ben: Person, dede: Person, telling: Telling, side: Membership
    ) -> None:
        Telling.objects.update(told_at=PARTED - DAY)
        assert story(dede) == []
        self.kept(side, PARTED - DAY, None)
        assert story(ben) == []

    @pytest.mark.parametrize(("told_at", "withdrawn_at", "stays"), WHEN_THEY_PARTED)
    def test_an_ex_has_what_stood_when_they_parted(
        self,
        told_at: datetime,
        withdrawn_at: datetime | None,
        stays: bool,
        dede: Person,
        silent: Returned,
        telling: Telling,
        side: Membership,
    ) -> None:
        self.kept(side, told_at, withdrawn_at)
        assert story(dede) == ([(silent.leave.pk, 1)] if stays else [])

    @pytest.mark.parametrize(
        ("told_at", "withdrawn_at", "lines"),
        [
            (PARTED - 2 * DAY, None, 2),
            (PARTED - 2 * DAY, PARTED - DAY, 1),
            (PARTED + DAY, None, 1),
        ],
    )
    def test_beside_what_stays_nothing_else_is_read(
        self,
        told_at: datetime,
        withdrawn_at: datetime | None,
        lines: int,
        ana: Person,
        dede: Person,
        silent: Returned,
        telling: Telling,
        side: Membership,
        keys: Keys,
        at: datetime,
    ) -> None:
        second = make_telling(silent, ana, keys(ana, room=True), at, text="the second")
        self.kept(side, PARTED - 3 * DAY, None)
        one = Telling.objects.filter(pk=second.pk)
        one.update(told_at=told_at, withdrawn_at=withdrawn_at)
        assert story(dede) == [(silent.leave.pk, lines)]

    def test_a_leave_told_to_two_pairs_shows_each_their_own(
        self,
        ana: Person,
        ben: Person,
        dede: Person,
        silent: Returned,
        telling: Telling,
        side: Membership,
        keys: Keys,
        at: datetime,
    ) -> None:
        self.kept(side, PARTED - DAY, None)
        make_telling(silent, ana, keys(ana, room=True), at, text="the second")
        assert story(ben) == story(dede) == [(silent.leave.pk, 1)]
        assert story(ana) == [(silent.leave.pk, 1)]


class TestAnswers:
    """What is asked of many rows at once holds the same back as the story, row by row."""

    @pytest.fixture
    def answer(self, ben: Person, telling: Telling, keys: Keys, at: datetime) -> Reception:
        return actions.receive(telling, ben, keys(ben), Received("Oh, really?"), at)

    def answered(self, side: Membership | None) -> list[Telling]:
        return list(Telling.objects.filter(answered_to(side)))

    def test_both_have_it_until_it_is_taken_back(
        self, ana: Person, ben: Person, telling: Telling, answer: Reception, at: datetime
    ) -> None:
        for one in (ana, ben):
            assert self.answered(one.current) == [telling]
        actions.withdraw(answer, at)
        for one in (ana, ben):
            assert self.answered(one.current) == []

    def test_nobody_who_has_no_part_in_a_pair_has_any(self, answer: Reception) -> None:
        assert self.answered(None) == []

    @pytest.mark.parametrize(
        ("received_at", "withdrawn_at", "stays"),
        [
            (PARTED - 2 * DAY, None, True),
            (PARTED - 2 * DAY, PARTED - DAY, False),
            (PARTED - 2 * DAY, PARTED + DAY, True),
            (PARTED + DAY, None, False),
        ],
    )
    def test_a_past_pair_keeps_what_it_had_whatever_the_pair_of_now_has(
        self,
        received_at: datetime,
        withdrawn_at: datetime | None,
        stays: bool,
        ana: Person,
        dede: Person,
        telling: Telling,
        answer: Reception,
        side: Membership,
    ) -> None:
        Telling.objects.update(pair=side.pair)
        Reception.objects.update(received_at=received_at, withdrawn_at=withdrawn_at)
        past = Membership.objects.get(person=ana, pair=side.pair)
        assert self.answered(side) == self.answered(past) == [telling] * stays
        assert self.answered(ana.current) == []


def test_asked_of_many_rows_at_once_only_ones_own_stands_beside_what_one_heard(
    ana: Person, ben: Person, telling: Telling, side: Membership
) -> None:
    Telling.objects.update(pair=side.pair)
    past = Membership.objects.get(person=ana, pair=side.pair_id)
    for one, part, has in ((ana, ana.current, []), (ana, past, [telling]), (ben, ben.current, [])):
        assert list(Telling.objects.filter(readable_by(one, part))) == has


@pytest.mark.parametrize(("told_at", "withdrawn_at", "stays"), WHEN_THEY_PARTED)
def test_asked_of_many_rows_at_once_an_ex_has_the_same(
    told_at: datetime,
    withdrawn_at: datetime | None,
    stays: bool,
    dede: Person,
    telling: Telling,
    side: Membership,
) -> None:
    Telling.objects.update(pair=side.pair, told_at=told_at, withdrawn_at=withdrawn_at)
    assert list(Telling.objects.filter(readable_by(dede, side))) == [telling] * stays
