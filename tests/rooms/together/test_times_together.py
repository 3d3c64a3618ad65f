"""Time together: who puts it in, takes it, moves it and notes it; and what each of it leaves."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.http import Http404
from pytest_django import DjangoAssertNumQueries

from outandback.ops import jobs
from outandback.rooms.account.actions import erase, leave_pair
from outandback.rooms.notify.actions import keep_preferences
from outandback.rooms.notify.models import Job, NotificationKind
from outandback.rooms.people.models import Person
from outandback.rooms.together import actions, queries
from outandback.rooms.together.models import TimeTogether, TogetherFact
from tests.builders.times_together import SOUP, hours, make_time_together
from tests.cast import side_of
from tests.fixtures import Keys

DAY, HOUR, WEEK = timedelta(days=1), timedelta(hours=1), timedelta(days=7)
SUNDAY = date(2026, 5, 17)
BEGINS = datetime(2026, 5, 17, 19, tzinfo=UTC)


@pytest.fixture
def soup(ana: Person, keys: Keys, at: datetime) -> TimeTogether:
    return make_time_together(ana, keys(ana), at)


@pytest.fixture
def weekly(ana: Person, keys: Keys, at: datetime) -> TimeTogether:
    return make_time_together(ana, keys(ana), at, weeks=1)


def seen(person: Person, at: datetime, length: timedelta = 30 * DAY) -> list[Any]:
    return queries.occurrences_between(person.current, at, at + length)


def test_both_find_it_and_nobody_else(
    ana: Person, ben: Person, dede: Person, thea: Person, keys: Keys, at: datetime, soup: Any
) -> None:
    for person in (ana, ben):
        (one,) = seen(person, at)
        assert (one.row, one.on, one.starts_at) == (soup, SUNDAY, BEGINS)
        assert (one.had, one.by_both, one.zone) == (False, False, "Europe/London")
        assert keys(person).open_if_possible(one.row, "words").title == SOUP
    assert seen(dede, at) == seen(thea, at) == []
    for other in (dede, thea):
        with pytest.raises(Http404):
            queries.time_together(other.current, soup.pk)


def test_one_form_makes_one(ana: Person, keys: Keys, at: datetime, soup: TimeTogether) -> None:
    held, words = soup.held, keys(ana).open(soup, "words")
    actions.put_in(side_of(ana), keys(ana), soup.pk, held, words, at + DAY)
    assert TimeTogether.objects.get().put_at == at


def test_the_question_is_one_however_many(
    ana: Person,
    ben: Person,
    keys: Keys,
    at: datetime,
    weekly: TimeTogether,
    soup: TimeTogether,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    actions.count_in(weekly, side_of(ben), at)
    actions.note_had(weekly, side_of(ben), keys(ben), SUNDAY, "Warm.", at)
    actions.move(soup, side_of(ben), SUNDAY, hours("2026-05-18T20:00", ""), at)
    mine = side_of(ana)
    with django_assert_num_queries(1):
        found = queries.occurrences_between(mine, at, at + 8 * DAY)
    assert [(one.row, one.had, one.by_both) for one in found] == [
        (weekly, True, True),
        (soup, False, True),
    ]


def test_what_is_over_is_found_for_as_long_as_it_is_asked_for(ana: Person, soup: Any) -> None:
    assert seen(ana, BEGINS + 2 * HOUR) and not seen(ana, BEGINS + 3 * HOUR)
    assert not queries.occurrences_between(ana.current, BEGINS - DAY, BEGINS)


@pytest.mark.usefixtures("weekly")
def test_it_comes_every_week_over_a_change_of_clocks(ana: Person, at: datetime) -> None:
    walls = {(one.starts_at, one.on.weekday()) for one in seen(ana, at, 200 * DAY)}
    assert {weekday for _, weekday in walls} == {6} and len(walls) == 28
    assert {start.hour for start, _ in walls} == {19, 20}


class TestWhatTheOtherDoes:
    def test_counting_in_once_however_often(
        self, ana: Person, ben: Person, at: datetime, soup: TimeTogether
    ) -> None:
        for _ in range(2):
            actions.count_in(soup, side_of(ben), at)
        assert TogetherFact.objects.count() == 1 and seen(ana, at)[0].by_both

    def test_ones_own_is_nothing_to_count_in_for(
        self, ana: Person, at: datetime, soup: TimeTogether
    ) -> None:
        actions.count_in(soup, side_of(ana), at)
        assert not TogetherFact.objects.exists()

    def test_moving_it_holds_it_and_says_who(
        self, ana: Person, ben: Person, at: datetime, soup: TimeTogether
    ) -> None:
        for _ in range(2):
            actions.move(soup, side_of(ben), SUNDAY, hours("2026-06-30T18:00", ""), at)
        (one,) = seen(ana, at, 60 * DAY)
        assert (one.on, one.ends_at, one.moved_by, one.by_both) == (SUNDAY, None, ben.pk, True)
        assert one.starts_at == datetime(2026, 6, 30, 17, tzinfo=UTC)
        assert TogetherFact.objects.count() == 1

    def test_it_can_be_moved_there_and_back(
        self, ana: Person, ben: Person, at: datetime, soup: TimeTogether
    ) -> None:
        actions.move(soup, side_of(ben), SUNDAY, hours("2026-05-18T18:00", ""), at)
        actions.move(soup, side_of(ana), SUNDAY, hours(), at + HOUR)
        (one,) = seen(ana, at)
        assert (one.starts_at, one.moved_by) == (BEGINS, ana.pk)


class TestTakingOut:
    def test_its_writer_does_and_nothing_is_left(
        self, ana: Person, at: datetime, soup: TimeTogether
    ) -> None:
        assert actions.take_out(soup, side_of(ana), at)
        assert not TimeTogether.objects.exists()

    def test_the_other_does_not_before_they_hold_it(
        self, ana: Person, ben: Person, at: datetime, soup: TimeTogether
    ) -> None:
        assert not actions.take_out(soup, side_of(ben), at) and seen(ana, at)
        actions.count_in(soup, side_of(ben), at)
        assert actions.take_out(soup, side_of(ben), at) and not seen(ana, at)
        gone = queries.time_together(ana.current, soup.pk).taken_out
        assert gone and gone.person_id == ben.pk

    def test_one_of_those_that_come_again(
        self, ana: Person, at: datetime, weekly: TimeTogether
    ) -> None:
        days = [one.on for one in seen(ana, at)]
        actions.take_out(weekly, side_of(ana), at, days[1])
        assert [one.on for one in seen(ana, at)] == [days[0], *days[2:]]

    def test_all_that_come_are_out_and_what_was_stays(
        self, ana: Person, keys: Keys, at: datetime, weekly: TimeTogether
    ) -> None:
        actions.note_had(weekly, side_of(ana), keys(ana), SUNDAY, "", at + WEEK)
        actions.take_out(weekly, side_of(ana), at + WEEK)
        assert [(one.on, one.had) for one in seen(ana, at)] == [(SUNDAY, True)]


class TestHavingHadIt:
    def test_it_is_noted_once_by_whoever_is_first(
        self, ana: Person, ben: Person, keys: Keys, at: datetime, weekly: TimeTogether
    ) -> None:
        actions.note_had(weekly, side_of(ben), keys(ben), SUNDAY, "Warm.", at + WEEK)
        actions.note_had(weekly, side_of(ana), keys(ana), SUNDAY, "Cold.", at + WEEK)
        fact = TogetherFact.objects.get()
        assert fact.person_id == ben.pk and keys(ana).open(fact, "words").text == "Warm."
        assert [one.had for one in seen(ana, at)][:2] == [True, False]

    def test_one_that_was_is_put_in_as_had(self, ana: Person, keys: Keys, at: datetime) -> None:
        past = make_time_together(ana, keys(ana), at, "2026-05-12T18:30", "", had=True)
        (one,) = seen(ana, at - 2 * DAY)
        assert (one.row, one.had) == (past, True) and not Job.objects.exists()

    @pytest.mark.usefixtures("soup")
    def test_one_that_nobody_noted_stays_planned(self, ana: Person, at: datetime) -> None:
        (one,) = queries.occurrences_between(ana.current, at, at + 300 * DAY)
        assert not one.had and not TogetherFact.objects.exists()


class TestParting:
    def test_what_both_had_stays_as_it_was(
        self, ana: Person, ben: Person, keys: Keys, at: datetime, soup: TimeTogether
    ) -> None:
        actions.count_in(soup, side_of(ben), at)
        leave_pair(side_of(ana), keys(ana), "week", "", at)
        left = TimeTogether.objects.values().get()
        mine, ring = side_of(ben), keys(ben)
        actions.move(soup, mine, SUNDAY, hours("2026-05-18T20:00", ""), at + HOUR)
        actions.note_had(soup, mine, ring, SUNDAY, "Alone.", at + HOUR)
        actions.take_out(soup, mine, at + HOUR)
        alone = make_time_together(ben, ring, at + HOUR)
        assert TimeTogether.objects.values().get(pk=soup.pk) == left
        assert alone.words is None and alone.later is not None
        noted = TogetherFact.objects.get(did="had")
        assert noted.words is None and ring.open(noted, noted.newest).text == "Alone."
        assert not Job.objects.exists()

    def test_what_its_writer_alone_had_is_gone_for_them_as_if_nobody_had_left(
        self, ana: Person, ben: Person, keys: Keys, at: datetime
    ) -> None:
        own = make_time_together(ben, keys(ben), at)
        leave_pair(side_of(ana), keys(ana), "week", "", at)
        assert actions.take_out(own, side_of(ben), at + HOUR)
        assert TimeTogether.objects.get() == own and not seen(ben, at)
        with pytest.raises(Http404):
            queries.time_together(side_of(ben), own.pk)

    def test_erasing_leaves_what_both_had(
        self, ana: Person, ben: Person, keys: Keys, at: datetime, soup: TimeTogether
    ) -> None:
        actions.count_in(soup, side_of(ben), at)
        make_time_together(ben, keys(ben), at)
        erase(ben, side_of(ben), keys(ben), at + HOUR)
        assert TimeTogether.objects.count() == 2 and TogetherFact.objects.count() == 1

    def test_erasing_takes_what_was_put_in_alone(
        self, ana: Person, ben: Person, keys: Keys, at: datetime, soup: TimeTogether
    ) -> None:
        leave_pair(side_of(ana), keys(ana), "week", "", at)
        make_time_together(ben, keys(ben), at + HOUR)
        actions.note_had(soup, side_of(ben), keys(ben), SUNDAY, "Alone.", at + HOUR)
        erase(ben, side_of(ben), keys(ben), at + DAY)
        assert list(TimeTogether.objects.all()) == [soup] and not TogetherFact.objects.exists()


class TestInAnHour:
    def soon(self) -> list[tuple[Any, datetime]]:
        found = Job.objects.filter(kind=NotificationKind.TOGETHER_SOON).order_by("due_at", "pk")
        return [(one.person_id, one.due_at) for one in found]

    @pytest.fixture(autouse=True)
    def wanting(self, ana: Person, ben: Person) -> None:
        for person in (ana, ben):
            keep_preferences(person, wording="plain")

    def test_both_are_told_of_what_both_hold(
        self, ana: Person, ben: Person, at: datetime, soup: TimeTogether
    ) -> None:
        assert not self.soon()
        actions.count_in(soup, side_of(ben), at)
        assert sorted(self.soon()) == sorted((one.pk, BEGINS - HOUR) for one in (ana, ben))
        job = Job.objects.filter(kind="together soon").first()
        assert job and jobs.still_true(job, BEGINS - HOUR) and not jobs.still_true(job, BEGINS)

    def test_a_move_moves_it_and_taking_out_takes_it_back(
        self, ana: Person, ben: Person, at: datetime, soup: TimeTogether
    ) -> None:
        actions.move(soup, side_of(ben), SUNDAY, hours("2026-05-18T20:00", ""), at)
        assert {due for _, due in self.soon()} == {BEGINS + DAY - HOUR}
        actions.take_out(soup, side_of(ana), at)
        assert not self.soon()

    def test_of_what_comes_again_the_next_is_waited_for(
        self, ana: Person, ben: Person, at: datetime, weekly: TimeTogether
    ) -> None:
        actions.count_in(weekly, side_of(ben), at)
        job = Job.objects.get(kind="together soon", person=ben)
        assert jobs.still_true(job, BEGINS - HOUR)
        assert {due for _, due in self.soon()} == {BEGINS - HOUR, BEGINS + WEEK - HOUR}
