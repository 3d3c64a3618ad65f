"""A leave that comes round: the next one is planned once the last is over, once, and in silence."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TypeVar
from uuid import uuid4

import pytest
from django.db.models import Model

from outandback.rooms.away.actions import set_out
from outandback.rooms.away.queries import departure_of
from outandback.rooms.board.models import Showing
from outandback.rooms.comeback.actions import come_back
from outandback.rooms.leave.actions import call_off, change_plan, plan_leave, promise_return
from outandback.rooms.leave.models import AgreedFact, DoorAnswers, HeadsUp, Leave, Plan, When
from outandback.rooms.notify.models import Job
from outandback.rooms.people.models import Person
from outandback.rooms.pocket.actions import carry_out
from outandback.rooms.pocket.models import Did, PhoneCommand
from outandback.rooms.rhythms.actions import keep_rhythm, plan_due, skip_next, stop_rhythm
from outandback.rooms.rhythms.models import ComesRound, LeaveRhythm
from outandback.rooms.rhythms.queries import has_more, said_of
from outandback.vault.keyring import Closed, Keyring
from tests.builders.boards import hang_board, show_on_board
from tests.builders.leaves import make_heads_up, wall
from tests.builders.rhythms import make_rhythm
from tests.fixtures import Keys

KNIT = Plan(
    intention="Knit with the Thursday circle",
    meaning="A room where nobody wants a snack.",
    company="own",
    cover="Gran has the dog.",
    needs={"children": "partner", "dinner": "someone"},
)
# A Wednesday; the leave is on the Thursday after it.
NOW = datetime.fromisoformat("2026-05-13T14:12:00+00:00")
THURSDAY = datetime.fromisoformat("2026-05-14T17:30:00+00:00")
Row = TypeVar("Row", bound=Model)
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
THURSDAYS = ComesRound(weekdays=["3"])


@pytest.fixture
def knitting(ana: Person, keys: Keys) -> Leave:
    when = When(wall("2026-05-14T18:30"), wall("2026-05-14T21:00"))
    return plan_leave(ana, keys(ana), uuid4(), when, KNIT, NOW)


@pytest.fixture
def rhythm(knitting: Leave, ana: Person, keys: Keys) -> LeaveRhythm:
    return make_rhythm(knitting, keys(ana), NOW)


def fresh(row: Row) -> Row:
    row.refresh_from_db()
    return row


def go(leave: Leave, keys: Keyring, at: datetime) -> None:
    set_out(leave, keys, DoorAnswers(guilt=7), at)


def go_and_return(leave: Leave, keys: Keyring) -> datetime:
    go(leave, keys, leave.out_at)
    back = leave.out_at + 2 * HOUR
    come_back(departure_of(leave.person, leave.pk), back)
    return back


def planned(person: Person) -> list[Leave]:
    own = Leave.objects.filter(person=person, begun_at=None, called_off_at=None)
    return list(own.order_by("out_at"))


def walls(person: Person) -> list[str]:
    return [one.out_wall for one in planned(person)]


def test_after_the_return_the_next_one_stands_with_its_words_and_nothing_else(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    assert planned(ana) == [knitting]
    at = go_and_return(knitting, keys(ana))
    plan_due(ana, keys(ana), at)
    plan_due(ana, keys(ana), at)
    [after] = planned(ana)
    assert (after.out_wall, after.back_wall) == ("2026-05-21T18:30", "2026-05-21T21:00")
    assert keys(ana).open(after, "plan") == KNIT.anew()
    assert set(KNIT.anew().needs.values()) == {"open"}
    assert not has_more(after) and after.planned_at == at
    row = fresh(rhythm)
    assert (row.leave_id, row.before_id) == (after.pk, knitting.pk)


def test_nobody_is_told_of_it(
    ana: Person, ben: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    make_heads_up(knitting, ana.current, keys(ana), NOW)
    at = go_and_return(knitting, keys(ana))
    told = [HeadsUp.objects.count(), AgreedFact.objects.count(), Showing.objects.count()]
    jobs = set(Job.objects.filter(person=ben).values_list("pk", flat=True))
    plan_due(ana, keys(ana), at)
    assert len(planned(ana)) == 1
    assert told == [HeadsUp.objects.count(), AgreedFact.objects.count(), Showing.objects.count()]
    assert jobs == set(Job.objects.filter(person=ben).values_list("pk", flat=True))


def test_while_it_is_ahead_or_under_way_nothing_more_is_planned(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    plan_due(ana, keys(ana), NOW)
    go(knitting, keys(ana), THURSDAY)
    plan_due(ana, keys(ana), THURSDAY + 3 * WEEK)
    assert planned(ana) == [] and Leave.objects.filter(person=ana).count() == 1


def test_called_off_the_next_one_is_planned_and_this_one_stays_called_off(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    call_off(knitting, NOW)
    plan_due(ana, keys(ana), NOW)
    assert walls(ana) == ["2026-05-21T18:30"]
    assert fresh(knitting).called_off_at == NOW


def test_of_silent_weeks_nothing_is_left_but_the_next_date(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    """The row is the same one: a phone that knows of it from before still finds it."""
    plan_due(ana, keys(ana), THURSDAY + 3 * WEEK + DAY)
    assert planned(ana) == [fresh(knitting)]
    assert walls(ana) == ["2026-06-11T18:30"]
    assert Leave.objects.filter(person=ana).count() == 1
    assert keys(ana).open(fresh(knitting), "plan") == KNIT.anew()


def test_a_phone_that_went_without_a_network_still_finds_the_one_that_moved_on(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    later = THURSDAY + WEEK - DAY
    plan_due(ana, keys(ana), later)
    for kind, at in ((Did.OUT, THURSDAY), (Did.BACK, THURSDAY + 2 * HOUR)):
        carry_out(ana, keys(ana), uuid4(), PhoneCommand(kind, knitting.pk, at), later)
    gone = fresh(knitting)
    assert (gone.begun_at, gone.returned_at) == (THURSDAY, THURSDAY + 2 * HOUR)


def test_of_a_missed_one_that_was_told_the_other_reads_what_was_told(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    told = make_heads_up(knitting, ana.current, keys(ana), NOW)
    facts = AgreedFact.objects.count()
    plan_due(ana, keys(ana), THURSDAY + DAY)
    assert walls(ana) == ["2026-05-14T18:30", "2026-05-21T18:30"]
    assert fresh(told).out_at == THURSDAY and AgreedFact.objects.count() == facts


def test_what_a_child_is_shown_never_moves_by_itself(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    show_on_board(hang_board(ana, keys(ana), NOW), knitting, keys(ana))
    plan_due(ana, keys(ana), THURSDAY + DAY)
    assert fresh(knitting).out_at == THURSDAY
    assert Showing.objects.get().leave_id == knitting.pk


def test_late_in_the_day_of_the_rhythm_today_counts_only_while_its_hour_is_to_come(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    plan_due(ana, keys(ana), THURSDAY + WEEK - HOUR)
    assert walls(ana) == ["2026-05-21T18:30"]
    plan_due(ana, keys(ana), THURSDAY + 2 * WEEK + 4 * HOUR)
    assert walls(ana) == ["2026-06-04T18:30"]


def test_closed_keys_wait_and_lose_nothing(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    at = go_and_return(knitting, keys(ana))
    plan_due(ana, Keyring(ana.pk), at)
    assert planned(ana) == []
    plan_due(ana, keys(ana), at + DAY)
    assert walls(ana) == ["2026-05-21T18:30"]


def test_a_later_return_said_on_the_way_was_for_that_evening_alone(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    go(knitting, keys(ana), THURSDAY)
    promise_return(fresh(knitting), wall("2026-05-14T23:30"), THURSDAY + HOUR)
    come_back(departure_of(ana, knitting.pk), THURSDAY + 5 * HOUR)
    plan_due(ana, keys(ana), THURSDAY + 5 * HOUR)
    [after] = planned(ana)
    assert after.back_wall == "2026-05-21T21:00"


def test_other_words_and_hours_of_the_last_one_go_along(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    """And one that was put on another day of its week keeps the day of the rhythm."""
    when = When(wall("2026-05-13T19:00"), wall("2026-05-13T20:00"))
    change_plan(knitting, keys(ana), 1, when, Plan(intention="Knit alone"), NOW)
    go_and_return(fresh(knitting), keys(ana))
    plan_due(ana, keys(ana), THURSDAY - HOUR)
    [after] = planned(ana)
    assert (after.out_wall, after.back_wall) == ("2026-05-21T19:00", "2026-05-21T20:00")
    assert keys(ana).open(after, "plan").intention == "Knit alone"


def test_every_second_week_with_an_end_and_a_week_off(
    ana: Person, keys: Keys, knitting: Leave
) -> None:
    said = {"weeks": 2, "ends_on": "2026-06-20", "off": ["2026-05-25"]}
    rhythm = make_rhythm(knitting, keys(ana), NOW, **said)
    at = go_and_return(knitting, keys(ana))
    plan_due(ana, keys(ana), at)
    assert walls(ana) == ["2026-06-11T18:30"]
    at = go_and_return(planned(ana)[0], keys(ana))
    plan_due(ana, keys(ana), at)
    assert planned(ana) == [] and not LeaveRhythm.objects.filter(pk=rhythm.pk).exists()


def test_made_from_a_leave_that_is_over_the_next_one_is_planned_at_once(
    ana: Person, keys: Keys, knitting: Leave
) -> None:
    at = go_and_return(knitting, keys(ana))
    make_rhythm(fresh(knitting), keys(ana), at)
    assert walls(ana) == ["2026-05-21T18:30"]


def test_skipped_it_is_the_same_plan_on_the_next_date(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    assert skip_next(ana, keys(ana), knitting, NOW).pk == knitting.pk
    assert walls(ana) == ["2026-05-21T18:30"]
    assert Leave.objects.filter(person=ana).count() == 1


def test_skipping_one_that_was_told_says_so_as_staying_in_does(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    told = make_heads_up(knitting, ana.current, keys(ana), NOW)
    after = skip_next(ana, keys(ana), knitting, NOW)
    assert after.pk != knitting.pk and walls(ana) == ["2026-05-21T18:30"]
    assert fresh(told).called_off_at == NOW
    assert not HeadsUp.objects.filter(leave=after).exists()


def test_skipping_the_last_one_is_staying_in(ana: Person, keys: Keys, knitting: Leave) -> None:
    make_rhythm(knitting, keys(ana), NOW, ends_on="2026-05-15")
    skip_next(ana, keys(ana), knitting, NOW)
    assert planned(ana) == [] and not LeaveRhythm.objects.exists()


def test_skipping_asks_for_the_keys_and_what_has_begun_is_not_skipped(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    with pytest.raises(Closed):
        skip_next(ana, Keyring(ana.pk), knitting, NOW)
    go(knitting, keys(ana), THURSDAY)
    skip_next(ana, keys(ana), knitting, THURSDAY)
    assert fresh(knitting).out_at == THURSDAY and planned(ana) == []


def test_a_week_off_moves_what_is_planned_in_it(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    make_rhythm(knitting, keys(ana), NOW, off=["2026-05-11"])
    assert walls(ana) == ["2026-05-21T18:30"]
    assert LeaveRhythm.objects.count() == 1


def test_stopped_it_stays_planned_and_nothing_comes_after(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    stop_rhythm(ana, knitting)
    assert planned(ana) == [knitting]
    plan_due(ana, keys(ana), go_and_return(knitting, keys(ana)))
    assert planned(ana) == []


def test_from_the_leave_before_it_is_the_same_rhythm(
    ana: Person, keys: Keys, knitting: Leave, rhythm: LeaveRhythm
) -> None:
    plan_due(ana, keys(ana), go_and_return(knitting, keys(ana)))
    keep_rhythm(ana, keys(ana), fresh(knitting), ComesRound(weekdays=["1"], weeks=3), NOW + WEEK)
    row = LeaveRhythm.objects.get()
    said = said_of(keys(ana), row)
    assert said and (said.weekdays, said.weeks, said.on) == (["1"], 3, "2026-05-21")
    assert len(planned(ana)) == 1


@pytest.mark.parametrize("who", ["ben", "cleo", "dede"])
def test_nobody_else_can_plan_skip_or_stop_it(
    who: str,
    request: pytest.FixtureRequest,
    ana: Person,
    keys: Keys,
    knitting: Leave,
    rhythm: LeaveRhythm,
) -> None:
    other: Person = request.getfixturevalue(who)
    plan_due(other, keys(other), THURSDAY + WEEK)
    skip_next(other, keys(other), knitting, NOW)
    stop_rhythm(other, knitting)
    assert planned(ana) == [knitting] and LeaveRhythm.objects.get() == rhythm
    assert said_of(keys(other), rhythm) is None
